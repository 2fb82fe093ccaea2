import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import type { Document } from "../../expr/value.ts";
import copy from "./copy.ts";
import head from "./head.ts";
import router from "./router.ts";
import tail from "./tail.ts";
import union from "./union.ts";

const ten = Array.from({ length: 10 }, (_, id): Document => ({ id }));

describe("Copy", () => {
  it("gives each view lists of its own", async () => {
    const outputs = ["a", "b"];
    const outcome = await runSnap(copy, { given: [{ tags: ["x"] }], outputs });
    const [first] = outcome.outputs["a"] ?? [];
    const [second] = outcome.outputs["b"] ?? [];
    assert.deepEqual(first, second);
    assert.notEqual(tagsOf(first), tagsOf(second));
  });
});

describe("Router", () => {
  it("gives each view lists of its own, and each view one document", async () => {
    const settings = {
      routes: ["a", "b", "a"].map((outputViewName) => ({ expression: "true", outputViewName })),
    };
    const outcome = await runSnap(router, {
      given: [{ tags: ["x"] }],
      settings,
      outputs: ["a", "b"],
    });
    assert.equal(outcome.outputs["a"]?.length, 1);
    assert.notEqual(tagsOf(outcome.outputs["a"]?.[0]), tagsOf(outcome.outputs["b"]?.[0]));
  });

  it("lets a route without a condition never hold when another has one", async () => {
    const settings = {
      routes: [{ outputViewName: "a" }, { expression: "$id > 7", outputViewName: "b" }],
    };
    const outcome = await runSnap(router, { given: ten, settings, outputs: ["a", "b"] });
    assert.deepEqual(outcome.outputs, { a: [], b: [{ id: 8 }, { id: 9 }] });
  });
});

describe("Head and Tail", () => {
  it("are slices, for any count, offset and batch size", async () => {
    for (const batchSize of [1, 3, 20]) {
      for (const [count, offset] of [
        [0, 0],
        [1, 0],
        [3, 2],
        [4, 8],
        [20, 0],
        [2, 20],
      ] as const) {
        const first = { numberOfDocs: count, offset };
        const heads = await runSnap(head, { given: ten, settings: first }, { batchSize });
        assert.deepEqual(heads.outputs["output0"], ten.slice(offset, offset + count));
        const last = { numOfDocs: count, offset };
        const tails = await runSnap(tail, { given: ten, settings: last }, { batchSize });
        const end = Math.max(ten.length - offset, 0);
        assert.deepEqual(tails.outputs["output0"], ten.slice(Math.max(end - count, 0), end));
      }
    }
  });
});

describe("Union", () => {
  it("loses and doubles nothing, and keeps the order of each view", async () => {
    const given = { input0: ten.map((row) => ({ ...row, a: 1 })), input1: ten, input2: [] };
    const outcome = await runSnap(union, { given });
    const all = outcome.outputs["output0"] ?? [];
    assert.equal(all.length, 20);
    assert.deepEqual(
      all.filter((row) => JSON.stringify(row).includes('"a"')),
      given.input0,
    );
  });
});

function tagsOf(document: unknown): unknown {
  return typeof document === "object" && document !== null && "tags" in document
    ? document.tags
    : undefined;
}
