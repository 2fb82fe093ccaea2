import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFinding, generator, lintText } from "../../../test/support/lint-sample.ts";
import { buildSlp } from "../build-slp.ts";

test("a view of a type that does not exist is a warning with the type that is meant", () => {
  const inSnap = buildSlp({ snaps: [generator] }).replace(
    /("snap_map".*"output0": \{.*?"view_type": \{\s*"value": )"document"/s,
    '$1"doc"',
  );
  const [finding, ...rest] = lintText(inSnap);
  assert.deepEqual(rest, []);
  assert.ok(finding !== undefined);
  assertFinding(finding, {
    code: "unknown-view-type",
    severity: "warning",
    place: { snapId: "gen", snapLabel: "Orders", view: "output0" },
    says: /Expected "document" or "binary"; found "doc", which is read as "document"/,
    fix: "document",
  });
});
