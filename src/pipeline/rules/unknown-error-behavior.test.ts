import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFinding, generator, lintText } from "../../../test/support/lint-sample.ts";
import { buildSlp } from "../build-slp.ts";

test("words that are no error behaviour are a warning with the word that is meant", () => {
  const cases = {
    contine: "continue",
    "Discard Error Data and Continue": "ignore",
    quux: undefined,
  };
  for (const [word, meant] of Object.entries(cases)) {
    const [finding, ...rest] = lintText(
      buildSlp({ snaps: [generator] }).replace('"fail"', `"${word}"`),
    );
    assert.deepEqual(rest, []);
    assert.ok(finding !== undefined);
    assertFinding(finding, {
      code: "unknown-error-behavior",
      severity: "warning",
      place: { snapId: "gen", snapLabel: "Orders", setting: "error.error_behavior" },
      says: /Expected "fail", "continue" or "ignore"; found ".*", which is read as "fail"/,
      fix: meant,
    });
  }
});
