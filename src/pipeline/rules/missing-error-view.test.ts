import assert from "node:assert/strict";
import { test } from "node:test";
import { buildSlp } from "../build-slp.ts";
import { lintText, generator } from "../../../test/support/lint-sample.ts";

test("errors that are routed to an error view that is not there are lost: a warning", () => {
  const text = buildSlp({ snaps: [{ ...generator, error: "continue" }] })
    .replace('"error0": {', '"ignored": 1, "x": [],"y": {')
    .replace(/"y": \{[^}]*\},[^}]*\}\s*\},/, "");
  const [finding] = lintText(text);
  assert.equal(finding?.code, "missing-error-view");
  assert.equal(finding.severity, "warning");
});
