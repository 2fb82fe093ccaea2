import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultLimits } from "../../base/limits.ts";
import type { Binary, Emission } from "../../engine/batch.ts";
import type { Document } from "../../expr/value.ts";
import { parsePath } from "../../expr/path/parse-path.ts";
import { mapBinaries } from "./map-binaries.ts";
import type { MappingRow } from "./mapping-table.ts";

interface Given {
  readonly sources: readonly string[];
  readonly output: "document" | "binary";
  readonly passThrough?: boolean;
  readonly map: (document: Document) => Document;
}

/** Runs the operator on one binary with the header `{ name: "a" }` and the text "abc"; also whether it was read. */
async function run(
  given: Given,
): Promise<{ items: unknown[]; read: boolean; rejected: unknown[] }> {
  let read = false;
  async function* content(): AsyncIterable<Uint8Array> {
    yield Buffer.from("abc");
    read = true;
  }
  async function* batches(): AsyncIterable<readonly Binary[]> {
    yield [{ header: { name: "a" }, content: content() }];
  }
  const rejected: unknown[] = [];
  const operator = mapBinaries({
    map: given.map,
    rows: given.sources.map(rowOf),
    passThrough: given.passThrough ?? false,
    input: "binary",
    output: given.output,
  });
  const view = { id: "input0", label: "input0", type: "binary", linked: true } as const;
  const io = {
    inputs: [{ view, batches: batches() }],
    reject: (original: Document) => rejected.push(original),
    signal: new AbortController().signal,
    limits: defaultLimits,
  };
  const emissions: Emission[] = [];
  for await (const emission of operator(io)) emissions.push(emission);
  return { items: emissions.flatMap((emission) => [...emission.items]), read, rejected };
}

function rowOf(source: string): MappingRow {
  const parsed = parsePath("$x");
  assert.ok(parsed.ok);
  return { kind: "write", source, evaluate: () => null, target: parsed.path };
}

describe("mapBinaries", () => {
  it("gives an expression the bytes as content", async () => {
    const { items } = await run({
      sources: ["$content.length"],
      output: "document",
      map: ({ content, name }) => ({
        size: content instanceof Uint8Array ? content.byteLength : null,
        name: name ?? null,
      }),
    });
    assert.deepEqual(items, [{ size: 3, name: "a" }]);
  });

  it("does not hold bytes that no expression asks for, but takes them to their end", async () => {
    const { items, read } = await run({
      sources: ["$['content-type']", "$name"],
      output: "document",
      map: (document) => ({ keys: Object.keys(document).join(), name: document["name"] ?? null }),
    });
    assert.deepEqual(items, [{ keys: "name", name: "a" }]);
    assert.equal(read, true);
  });

  it("hands unread bytes on to a binary output", async () => {
    const { items, read } = await run({
      sources: ["$name"],
      output: "binary",
      map: () => ({ b: 1 }),
    });
    assert.equal(read, false);
    assert.equal(items.length, 1);
  });

  it("rejects the header when the mapping fails", async () => {
    const { items, rejected } = await run({
      sources: ["$name"],
      output: "binary",
      map: () => {
        throw new Error("no");
      },
    });
    assert.deepEqual(items, []);
    assert.deepEqual(rejected, [{ name: "a" }]);
  });
});
