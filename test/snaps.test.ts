import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { believe } from "../src/base/believe.ts";
import { toJsonValue } from "../src/engine/json-value.ts";
import type { ExampleItems, SnapExample } from "../src/engine/define-snap.ts";
import type { Value } from "../src/expr/value.ts";
import { snaps } from "../src/snaps/catalog.gen.ts";
import { defaultLimits } from "../src/base/limits.ts";
import { createEgress } from "../src/engine/egress/create-egress.ts";
import { publicAndLoopback } from "../src/engine/egress/egress-policy.ts";
import { ExampleDatabases } from "./support/example-databases.ts";
import { runSnap, type SnapOutcome } from "./support/run-snap.ts";

const databases = new ExampleDatabases();
after(() => databases[Symbol.asyncDispose]());
const egress = createEgress(publicAndLoopback, defaultLimits);

for (const snap of snaps) {
  describe(`${snap.label} (${snap.name})`, () => {
    it("has examples", () => {
      assert.ok(snap.examples.length > 0, "a Snap without examples teaches and tests nothing");
    });
    for (const example of snap.examples) {
      it(example.title, async () => {
        const prepared = await databases.prepare(snap, example);
        const options = example.database === undefined ? {} : { egress };
        check(example, await runSnap(snap, prepared, options));
        const found = example.database?.after;
        if (found !== undefined) {
          assert.deepEqual(await databases.query(snap, found.query), found.gives, found.query);
        }
      });
    }
  });
}

function check(example: SnapExample, outcome: SnapOutcome): void {
  if (example.fails !== undefined) {
    assert.ok(outcome.failure !== undefined, "the run fails");
    assert.ok(
      outcome.failure.includes(example.fails),
      `"${outcome.failure}" contains "${example.fails}"`,
    );
  } else {
    assert.equal(outcome.failure, undefined);
  }
  if (example.gives !== undefined) {
    const expected = viewsOf(example.gives);
    for (const [label, items] of Object.entries(expected)) {
      assert.deepEqual(
        outcome.outputs[label]?.map(comparable).map(onlyContent(items)),
        items.map(comparable),
        `output ${label}`,
      );
    }
  }
  if (example.errors !== undefined) {
    assert.equal(outcome.errors.length, example.errors.length, "number of error documents");
    for (const [index, expected] of example.errors.entries()) {
      assert.partialDeepStrictEqual(comparable(outcome.errors[index]), comparable(expected));
    }
  }
  for (const [name, content] of Object.entries(example.writes ?? {})) {
    assert.equal(outcome.file(name), content, `file ${name}`);
  }
}

function viewsOf(items: ExampleItems): Readonly<Record<string, readonly unknown[]>> {
  return Array.isArray(items) ? { output0: items } : Object.fromEntries(Object.entries(items));
}

/** Dates and big integers as JSON shows them, so that an example can be written as plain data. */
function comparable(item: unknown): unknown {
  return toJsonValue(believe<Value>(item));
}

/** An expected binary without a header says nothing about headers. */
function onlyContent(expected: readonly unknown[]): (item: unknown, index: number) => unknown {
  return (item, index) => {
    const like = expected[index];
    const plain =
      typeof like === "object" && like !== null && "content" in like && !("header" in like);
    return plain &&
      typeof item === "object" &&
      item !== null &&
      "header" in item &&
      "content" in item
      ? { content: item.content }
      : item;
  };
}
