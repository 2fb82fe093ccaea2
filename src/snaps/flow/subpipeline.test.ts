import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isObject, printJson, type JsonObject } from "../../base/json.ts";
import { mapping, runJob, snapClass, type JobOutcome } from "../../../test/support/run-job.ts";
import { buildSlpObject } from "../../pipeline/build-slp.ts";
import { assert as require } from "../../base/errors.ts";
import type { SlpSpec, SnapSpec } from "../../pipeline/slp-spec.ts";
import subpipeline from "./subpipeline.ts";

const double = (input: string): SnapSpec => ({
  id: "double",
  classId: snapClass.mapper,
  inputs: [input],
  outputs: ["output0"],
  settings: mapping({ $value: "$value * _by" }),
});
const child: SlpSpec = { parameters: { by: "2" }, snaps: [double("input0")] };

/** Numbers through a nested pipeline, whose entry in the file is changed by `edit`. */
function runNested(
  edit: (entry: Record<string, unknown>) => void,
  pipelines: Readonly<Record<string, SlpSpec>> = {},
): Promise<JobOutcome> {
  const file: JsonObject = buildSlpObject({
    snaps: [
      {
        id: "numbers",
        classId: snapClass.sequence,
        inputs: [],
        settings: { numberOfDocumentsProp: 3 },
      },
      {
        id: "nested",
        classId: subpipeline.classId,
        inputs: ["double_input0"],
        outputs: ["double_output0"],
      },
    ],
    links: [["numbers.output0", "nested.double_input0"]],
  });
  const entry = isObject(file["snap_map"]) ? file["snap_map"]["nested"] : undefined;
  require(isObject(entry), "the Snap is in the file");
  edit(entry);
  return runJob(printJson(file), { pipelines });
}

const refer =
  (reference: unknown) =>
  (entry: Record<string, unknown>): void => {
    const properties = entry["property_map"];
    require(isObject(properties) && isObject(properties["info"]), "a Snap has info");
    properties["info"]["pipe_ref"] = { value: reference };
  };
const doubled = [{ value: 2 }, { value: 4 }, { value: 6 }];

describe("Nested Pipeline", () => {
  it("runs the definition that stands in the file", async () => {
    const outcome = await runNested((entry) => {
      const { snap_map, link_map, property_map } = buildSlpObject(child);
      const settings = isObject(property_map) ? property_map["settings"] : undefined;
      require(isObject(entry["property_map"]), "a Snap has properties");
      Object.assign(entry, { snap_map, link_map });
      Object.assign(entry["property_map"], { settings });
    });
    assert.deepEqual(outcome.errors, []);
    assert.deepEqual(outcome.outputs["nested - double_output0"], doubled);
  });

  it("runs the pipeline that the reference names", async () => {
    for (const reference of ["child", { label: { value: "child" } }]) {
      const outcome = await runNested(refer(reference), { child });
      assert.deepEqual(outcome.errors, []);
      assert.deepEqual(outcome.outputs["nested - double_output0"], doubled);
    }
  });

  it("says which pipeline is missing", async () => {
    const outcome = await runNested(refer("child"));
    assert.equal(outcome.state, "Failed");
    assert.match(outcome.errors[0]?.error ?? "", /There is no pipeline "child"/);
  });

  it("refuses a pipeline that its views do not fit to", async () => {
    const closed = { ...child, snaps: [{ ...double("input0"), inputs: [] }] };
    const outcome = await runNested(refer("child"), { child: closed });
    assert.match(outcome.errors[0]?.error ?? "", /does not fit to the input view/);
  });
});
