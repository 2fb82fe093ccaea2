import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runJob, snapClass } from "../../test/support/run-job.ts";

const count = 5_000;

/** All documents are rejected by a formatter whose bytes become a document again; both meet in a Join. */
async function joined(left: string, right: string) {
  return await runJob({
    snaps: [
      {
        id: "source",
        classId: snapClass.sequence,
        inputs: [],
        settings: { numberOfDocumentsProp: count },
      },
      {
        id: "format",
        classId: "com-snaplogic-snaps-transform-jsonformatter",
        outputs: [{ id: "output0", label: "output0", type: "binary" }],
        settings: { contentPath: "$missing" },
        error: "continue",
      },
      {
        id: "document",
        classId: "com-snaplogic-snaps-transform-binarytodocument",
        inputs: [{ id: "input0", label: "input0", type: "binary" }],
      },
      {
        id: "join",
        classId: snapClass.join,
        inputs: ["input0", "input1"].map((id) => ({ id, label: id, type: "document" as const })),
        settings: {
          sortedStreams: "Unsorted",
          joinPaths: [{ leftPath: "1", rightPath: "1", rightInputView: "input1" }],
        },
      },
    ],
    links: [
      ["source", "format", "document", `join.${left}`],
      ["format.error0", `join.${right}`],
    ],
  });
}

describe("what is rejected while bytes are read", () => {
  for (const [first, left, right] of [
    ["the bytes", "input0", "input1"],
    ["the errors", "input1", "input0"],
  ] as const) {
    it(`comes to its end in a Join that has ${first} on the left`, async () => {
      const outcome = await joined(left, right);
      assert.deepEqual(outcome.errors, []);
      assert.equal(outcome.state, "Completed");
    });
  }

  it("arrives at the error view whole", async () => {
    const outcome = await joined("input0", "input1");
    assert.equal(outcome.errorDocuments, count);
    assert.equal(outcome.snap("join").outputs[0]?.items, count);
  });
});
