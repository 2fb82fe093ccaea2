import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import { believe } from "../../base/believe.ts";
import { defaultLimits } from "../../base/limits.ts";
import { directoryFiles } from "../../control/execution/directory-files.ts";
import type { Binary, Emission } from "../../engine/batch.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import type { Document } from "../../expr/value.ts";
import fileWriter from "./file-writer.ts";

describe("File Writer", () => {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "slipway-writer-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(binary: Binary, signal = new AbortController().signal) {
    const rejected: unknown[] = [];
    const context = believe<SnapContext<never>>({
      settings: {
        filename: () => "out.txt",
        fileAction: "OVERWRITE",
        createDir: false,
        writeEmptyFile: false,
        writeHeader: false,
        retries: 0,
        retryInterval: 1,
      },
      account: async () => undefined,
      files: directoryFiles({ root, files: new Map() }),
      signal,
      limits: defaultLimits,
      reject: (_: Document, failure: unknown) => void rejected.push(failure),
    });
    const view = { id: "input0", label: "input0", type: "binary" as const, linked: true };
    async function* batches(): AsyncIterable<readonly Binary[]> {
      yield [binary];
    }
    const io = { ...context, inputs: [{ view, batches: batches() }] };
    const emissions: Emission[] = [];
    for await (const emission of fileWriter.run(context)(io)) emissions.push(emission);
    return { emissions, rejected };
  }

  it("leaves the old file alone and nothing else behind when the content fails", async () => {
    await writeFile(join(root, "out.txt"), "old");
    const { emissions, rejected } = await write({ header: {}, content: brokenContent() });
    assert.deepEqual(emissions, []);
    assert.deepEqual(rejected.map(String), ["Error: the source broke"]);
    assert.deepEqual(await readdir(root), ["out.txt"]);
    assert.equal(await readFile(join(root, "out.txt"), "utf8"), "old");
  });

  it("leaves nothing behind when the run is stopped between two chunks", async () => {
    const stop = new AbortController();
    async function* content(): AsyncIterable<Uint8Array> {
      yield Buffer.from("1");
      stop.abort(new Error("stopped"));
      yield Buffer.from("2");
    }
    const { rejected } = await write({ header: {}, content: content() }, stop.signal);
    assert.deepEqual(rejected.map(String), ["Error: stopped"]);
    assert.deepEqual(await readdir(root), []);
  });

  it("refuses an existing file with ERROR and leaves it alone", async () => {
    const outcome = await runSnap(fileWriter, {
      settings: { filename: "a.txt", fileAction: "ERROR" },
      files: { "a.txt": "old" },
      given: [{ content: "new" }],
      writes: { "a.txt": "" },
    });
    assert.match(outcome.failure ?? "", /The file "a.txt" already exists/);
    assert.equal(outcome.file("a.txt"), "old");
  });

  it("writes an empty file and the header beside it when told to", async () => {
    const outcome = await runSnap(fileWriter, {
      settings: { filename: "d/a.txt", createDir: true, writeEmptyFile: true, writeHeader: true },
      given: [{ header: { k: 1 }, content: "" }],
      writes: { "d/a.txt": "", "d/a.txt.header": "" },
    });
    assert.equal(outcome.failure, undefined);
    assert.equal(outcome.file("d/a.txt"), "");
    assert.equal(outcome.file("d/a.txt.header"), '{"k":1}');
  });

  it("refuses a path that leads out", async () => {
    const outcome = await runSnap(fileWriter, {
      settings: { filename: "/../../x.txt" },
      given: [{ content: "x" }],
    });
    assert.match(outcome.failure ?? "", /Cannot use/);
  });

  it("refuses a file action it does not know", async () => {
    const outcome = await runSnap(fileWriter, {
      settings: { filename: "a.txt", fileAction: "OVERWRTE" },
      given: [{ content: "x" }],
    });
    assert.match(outcome.failure ?? "", /fileAction.* it cannot have/);
  });
});

async function* brokenContent(): AsyncIterable<Uint8Array> {
  yield Buffer.from("new");
  throw new Error("the source broke");
}
