import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlpSpec } from "../slp-spec.ts";
import { generator, onlyFinding, assertFinding } from "../../../test/support/lint-sample.ts";

test("a parameter declared twice is an error when the defaults differ, else a warning", () => {
  assertFinding(onlyFinding(twice("2")), {
    code: "duplicate-parameter",
    place: { setting: "param_table[1].key" },
    says: /one with the default "1" and one with "2"/,
  });
  assert.equal(onlyFinding(twice("1")).severity, "warning");
});

function twice(value: string): SlpSpec {
  return {
    snaps: [generator],
    parameters: [
      { key: "a", value: "1" },
      { key: "a", value },
    ],
  };
}
