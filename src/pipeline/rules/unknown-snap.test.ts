import assert from "node:assert/strict";
import { test } from "node:test";
import {
  classes,
  onlyFinding,
  assertFinding,
  generator,
} from "../../../test/support/lint-sample.ts";

test("an unknown class is an error with the nearest Snaps by class id, name and label", () => {
  const finding = onlyFinding({
    snaps: [{ ...generator, classId: "com-snaplogic-snaps-transform-mapper" }],
  });
  assertFinding(finding, {
    code: "unknown-snap",
    place: { snapId: "gen", snapLabel: "Orders", pointer: "/snap_map/gen/class_id" },
    says: /Unknown Snap `com-snaplogic-snaps-transform-mapper`.*Did you mean Mapper \(`com-snaplogic-snaps-transform-datatransform`\)/s,
    fix: classes.mapper,
  });
});

test("an unknown class with nothing near says what to do all the same", () => {
  const finding = onlyFinding({ snaps: [{ ...generator, classId: "org-example-quux" }] });
  assertFinding(finding, {
    code: "unknown-snap",
    says: /Replace it by a Snap that exists, disable it/,
  });
  assert.equal(finding.fix, undefined);
});

test("an unknown Snap that is disabled is a warning, since nothing of it runs", () => {
  const finding = onlyFinding({
    snaps: [{ ...generator, classId: "org-example-quux", mode: "Disabled" }],
  });
  assert.equal(finding.severity, "warning");
});
