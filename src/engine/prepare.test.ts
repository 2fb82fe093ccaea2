import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mapping, runJob, snapClass, type JobOptions } from "../../test/support/run-job.ts";
import type { SlpSpec } from "../pipeline/slp-spec.ts";

async function evaluate(
  expression: string,
  job: Omit<SlpSpec, "snaps"> = {},
  options: JobOptions = {},
) {
  const outcome = await runJob(
    {
      ...job,
      snaps: [
        { id: "map", classId: snapClass.mapper, inputs: [], settings: mapping({ $x: expression }) },
      ],
    },
    options,
  );
  return { ...outcome, value: outcome.outputs["map - output0"]?.[0]?.["x"] };
}

describe("parameters", () => {
  it("are the declared defaults, and the caller's where it gives some", async () => {
    const parameters = { a: "1", b: "2" };
    const { value } = await evaluate("[_a, _b]", { parameters }, { parameters: { b: "3" } });
    assert.deepEqual(value, ["1", "3"]);
  });

  it("may be null, by default and by the caller", async () => {
    const parameters = { a: null, b: "2" };
    const { value } = await evaluate("[_a, _b]", { parameters }, { parameters: { b: null } });
    assert.deepEqual(value, [null, null]);
  });

  it("that are required fail the run without a value", async () => {
    const parameters = [{ key: "a", required: true }];
    for (const given of [{}, { a: null }, { a: "" }]) {
      const outcome = await evaluate("_a", { parameters, label: "Job" }, { parameters: given });
      assert.equal(outcome.state, "Failed");
      assert.match(outcome.errors[0]?.error ?? "", /"a" is required/);
    }
    const given = await evaluate("_a", { parameters }, { parameters: { a: "x" } });
    assert.equal(given.value, "x");
  });

  it("that are required and have a default need no value", async () => {
    const parameters = [{ key: "a", value: "1", required: true }];
    assert.equal((await evaluate("_a", { parameters })).value, "1");
  });

  it("are seen by `pipe.args`", async () => {
    const outcome = await evaluate("pipe.args.a", { parameters: { a: "1" } });
    assert.equal(outcome.value, "1");
  });
});

describe("`pipe`", () => {
  it("tells what runs, where and for whom", async () => {
    const { value } = await evaluate(
      "[pipe.label, pipe.projectPath, pipe.plexPath, pipe.user, pipe.ruuid]",
    );
    assert.deepEqual(value, [
      "job",
      "/myOrg/mySpace/myProject",
      "/myOrg/rt/local/dev",
      "ada@example.com",
      "0123456789abcdef01234567_00000000-0000-4000-8000-000000000000",
    ]);
  });
});

describe("expression libraries", () => {
  it("are read once and called by their name", async () => {
    const { value } = await evaluate(
      "lib.tax.gross(100)",
      { imports: { tax: "tax.expr" } },
      { files: { "tax.expr": "{ rate: 0.19, gross: net => net * (1 + this.rate) }" } },
    );
    assert.equal(value, 119);
  });

  it("that are missing fail the run with their path", async () => {
    const outcome = await evaluate("lib.tax.rate", { imports: { tax: "tax.expr" } });
    assert.equal(outcome.state, "Failed");
    assert.match(outcome.errors[0]?.error ?? "", /Unable to import expression library: tax\.expr/);
  });

  it("that do not parse fail the run with the place", async () => {
    const outcome = await evaluate(
      "lib.tax.rate",
      { imports: { tax: "tax.expr" } },
      { files: { "tax.expr": "{ rate: }" } },
    );
    assert.equal(outcome.state, "Failed");
    assert.match(outcome.errors[0]?.error ?? "", /tax\.expr/);
  });
});
