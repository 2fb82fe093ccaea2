import { test } from "node:test";
import { classes, onlyFinding, assertFinding } from "../../../test/support/lint-sample.ts";

test("a Snap that this build cannot run is an error", () => {
  const finding = onlyFinding({
    snaps: [{ id: "mail", label: "Tell Ada", classId: classes.email }],
  });
  assertFinding(finding, {
    code: "snap-not-implemented",
    place: { snapId: "mail", snapLabel: "Tell Ada" },
    says: /Email Sender "Tell Ada" cannot run on this build/,
  });
});
