import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import type { Document } from "../../expr/value.ts";
import join from "./join.ts";

const key = fc.option(fc.constantFrom<(number | string)[]>(1, 2, 3, "1", "a"));
const side = fc.array(key, { maxLength: 12 });

/** Every pair with equal keys, by two loops. */
function pairs(left: readonly Document[], right: readonly Document[]): Document[] {
  return left.flatMap((one) =>
    right
      .filter((other) => one["k"] !== null && one["k"] === other["k"])
      .map((other): Document => ({ ...one, input1_k: other["k"] ?? null, r: other["r"] ?? null })),
  );
}

function unmatched(these: readonly Document[], those: readonly Document[]): Document[] {
  return these.filter(
    (one) => one["k"] === null || !those.some((other) => other["k"] === one["k"]),
  );
}

const byText = (documents: readonly unknown[]): string[] =>
  documents.map((document) => JSON.stringify(document)).toSorted();

describe("Join", () => {
  const joinPaths = [{ leftPath: "$k", rightPath: "$k", rightInputView: "input1" }];

  for (const joinType of ["Inner", "Left outer", "Outer"] as const) {
    it(`${joinType} is two loops over unsorted inputs, in memory and on disk`, async () => {
      await fc.assert(
        fc.asyncProperty(side, side, async (lefts, rights) => {
          const input0 = lefts.map((k, l): Document => ({ k, l }));
          const input1 = rights.map((k, r): Document => ({ k, r }));
          const expected = [
            ...pairs(input0, input1),
            ...(joinType === "Inner" ? [] : unmatched(input0, input1)),
            ...(joinType === "Outer" ? unmatched(input1, input0) : []),
          ];
          for (const spillMemoryBytesMax of [1, 1e9]) {
            const outcome = await runSnap(
              join,
              {
                given: { input0, input1 },
                settings: { joinType, joinPaths, sortedStreams: "Unsorted" },
              },
              { limits: { spillMemoryBytesMax } },
            );
            assert.equal(outcome.failure, undefined);
            assert.deepEqual(byText(outcome.outputs["output0"] ?? []), byText(expected));
          }
        }),
        { numRuns: 15 },
      );
    });
  }

  it("Inner gives unsorted inputs in the order of the key, and of the inputs among equals", async () => {
    const input0 = [3, 1, 2, 1].map((k, l): Document => ({ k, l }));
    const input1 = [1, 3, 1].map((k, r): Document => ({ k, r }));
    const outcome = await runSnap(join, {
      given: { input0, input1 },
      settings: { joinPaths, sortedStreams: "Unsorted" },
    });
    assert.deepEqual(
      outcome.outputs["output0"]?.map((document) => JSON.stringify(document)),
      [
        { k: 1, l: 1, input1_k: 1, r: 0 },
        { k: 1, l: 1, input1_k: 1, r: 2 },
        { k: 1, l: 3, input1_k: 1, r: 0 },
        { k: 1, l: 3, input1_k: 1, r: 2 },
        { k: 3, l: 0, input1_k: 3, r: 1 },
      ].map((document) => JSON.stringify(document)),
    );
  });

  it("reads descending inputs in their order", async () => {
    const outcome = await runSnap(join, {
      given: {
        input0: [{ k: 3 }, { k: 1 }, { k: null }],
        input1: [
          { k: 3, r: 1 },
          { k: 2, r: 2 },
          { k: 1, r: 3 },
        ],
      },
      settings: { joinPaths, sortedStreams: "Descending" },
    });
    assert.deepEqual(outcome.outputs["output0"], [
      { k: 3, input1_k: 3, r: 1 },
      { k: 1, input1_k: 1, r: 3 },
    ]);
  });

  it("loses matches of inputs that are not in the order they are said to be", async () => {
    const outcome = await runSnap(join, {
      given: { input0: [{ k: 2 }, { k: 1 }], input1: [{ k: 1 }, { k: 2 }] },
      settings: { joinPaths, sortedStreams: "Ascending" },
    });
    assert.deepEqual(outcome.outputs["output0"], [{ k: 2, input1_k: 2 }]);
  });

  it("sends what it leaves out to the second view when asked to", async () => {
    const outcome = await runSnap(join, {
      given: { input0: [{ k: 1 }, { k: 2 }], input1: [{ k: 2 }, { k: 3 }] },
      settings: { joinPaths, noMatchData: true },
      outputs: ["output0", "output1"],
    });
    assert.deepEqual(outcome.outputs["output0"], [{ k: 2, input1_k: 2 }]);
    assert.deepEqual(byText(outcome.outputs["output1"] ?? []), byText([{ k: 1 }, { k: 3 }]));
  });

  it("says which view has no paths", async () => {
    const outcome = await runSnap(join, {
      given: { input0: [{ k: 1 }], input1: [{ k: 1 }], input2: [{ k: 1 }] },
      settings: { joinPaths },
    });
    assert.match(outcome.failure ?? "", /no paths for the input view "input2"/);
  });

  it("gives each joined document lists of its own", async () => {
    const outcome = await runSnap(join, {
      given: { input0: [{ a: 1 }, { a: 2 }], input1: [{ tags: ["x"] }] },
      settings: { joinPaths: [{ leftPath: 1, rightPath: 1, rightInputView: "input1" }] },
    });
    const [first, second] = outcome.outputs["output0"] ?? [];
    assert.deepEqual(
      [first, second],
      [
        { a: 1, tags: ["x"] },
        { a: 2, tags: ["x"] },
      ],
    );
    assert.notEqual(tagsOf(first), tagsOf(second));
  });
});

function tagsOf(document: unknown): unknown {
  return typeof document === "object" && document !== null && "tags" in document
    ? document.tags
    : undefined;
}
