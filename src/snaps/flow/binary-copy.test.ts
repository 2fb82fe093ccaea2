import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runJob, snapClass, type JobOutcome } from "../../../test/support/run-job.ts";
import { runSnap } from "../../../test/support/run-snap.ts";
import type { SnapSpec } from "../../pipeline/slp-spec.ts";
import binaryCopy from "./binary-copy.ts";
import binaryRouter from "./binary-router.ts";

const writer = (id: string): SnapSpec => ({
  id,
  classId: snapClass.fileWriter,
  inputs: ["input0:binary"],
  outputs: [],
  settings: { filename: `${id}.json` },
});

/** Numbers formatted as JSON, and the bytes written to two files. */
function copyJob(limits: { spillMemoryBytesMax: number }): Promise<JobOutcome> {
  return runJob(
    {
      snaps: [
        {
          id: "numbers",
          classId: snapClass.sequence,
          inputs: [],
          settings: { numberOfDocumentsProp: 20_000 },
        },
        { id: "format", classId: snapClass.jsonFormatter, outputs: ["output0:binary"] },
        {
          id: "copy",
          classId: binaryCopy.classId,
          inputs: ["input0:binary"],
          outputs: ["output0:binary", "output1:binary"],
        },
        writer("one"),
        writer("two"),
      ],
      links: [
        ["numbers", "format", "copy", "one"],
        ["copy.output1", "two"],
      ],
    },
    { limits },
  );
}

describe("Binary Copy", () => {
  it("gives every branch the bytes that one of them reads, from memory and from disk", async () => {
    for (const spillMemoryBytesMax of [64 * 1024 * 1024, 1]) {
      const outcome = await copyJob({ spillMemoryBytesMax });
      assert.deepEqual(outcome.errors, []);
      const { "one.json": one = "", "two.json": two } = outcome.files;
      assert.equal(one.split("value").length, 20_001);
      assert.equal(one, two);
      assert.deepEqual(outcome.spilled, []);
    }
  });

  it("refuses to keep more on disk than the run may", async () => {
    const outputs = ["a", "b"];
    const limits = { spillMemoryBytesMax: 1, spillDiskBytesMax: 3 };
    const outcome = await runSnap(
      binaryCopy,
      { given: [{ content: "four" }], outputs },
      { limits },
    );
    assert.match(outcome.failure ?? "", /spillDiskBytesMax/);
  });

  it("lets go of what every view has read, so that many binaries need the room of a few", async () => {
    const given = Array.from({ length: 50 }, (_, id) => ({ content: `content ${id}` }));
    const limits = { spillMemoryBytesMax: 1, spillDiskBytesMax: 60 };
    for (const snap of [binaryCopy, binaryRouter]) {
      const routes = ["a", "b"].map((label) => ({ expression: "true", outputViewName: label }));
      const settings = snap === binaryRouter ? { routes } : {};
      const example = { given, settings, outputs: ["a", "b"] };
      const outcome = await runSnap(snap, example, { limits, batchSize: 1 });
      assert.equal(outcome.failure, undefined);
      const expected = given.map(({ content }) => ({ header: {}, content }));
      assert.deepEqual(outcome.outputs, { a: expected, b: expected });
    }
  });
});
