import assert from "node:assert/strict";
import { test } from "node:test";
import { buildSlp } from "../build-slp.ts";
import { generator, lintText, assertFinding } from "../../../test/support/lint-sample.ts";

test("stored open views that disagree with the links are a warning", () => {
  const text = buildSlp({ snaps: [generator] }).replace("gen_output0", "gone_output0");
  const [finding, ...rest] = lintText(text);
  assert.deepEqual(rest, []);
  assert.ok(finding !== undefined);
  assertFinding(finding, {
    code: "open-views-differ",
    severity: "warning",
    place: { pointer: "/property_map/output" },
    says: /Expected `gen_output0` by the links; found `gone_output0`/,
  });
});
