import { test } from "node:test";
import { onlyFinding, assertFinding } from "../../../test/support/lint-sample.ts";

test("a pipeline without Snaps is a warning", () => {
  assertFinding(onlyFinding({ snaps: [] }), {
    code: "empty-pipeline",
    severity: "warning",
    says: /no Snaps/,
  });
});
