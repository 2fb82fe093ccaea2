import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap, type SnapOutcome } from "../../../test/support/run-snap.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import type { Document } from "../../expr/value.ts";
import dataValidator from "./data-validator.ts";

function validate(
  rows: readonly Readonly<Record<string, ExampleSetting>>[],
  given: readonly Document[],
  validateJsonPath = false,
): Promise<SnapOutcome> {
  const settings = { constraintMappings: rows, validateJsonPath };
  return runSnap(dataValidator, { settings, given, errors: [] });
}

describe("Data Validator", () => {
  it("asks with Required that the last name exists, and for what it stands in only when told", async () => {
    const given = [{ a: { b: 1 } }, { a: { b: null } }, { a: {} }, {}, { a: 1 }];
    const rows = [{ sourcePath: "$a.b", constraint: "Required" }];
    const lenient = await validate(rows, given);
    assert.deepEqual(lenient.outputs["output0"], [{ a: { b: 1 } }, { a: { b: null } }, {}]);
    const strict = await validate(rows, given, true);
    assert.deepEqual(strict.outputs["output0"], [{ a: { b: 1 } }, { a: { b: null } }]);
  });

  it("asks with Required for every element of a list, also of one without elements", async () => {
    const rows = [{ sourcePath: "$lines[*].id", constraint: "Required" }];
    const given = [{ lines: [{ id: 1 }, { id: 2 }] }, { lines: [{ id: 1 }, {}] }, { lines: [] }];
    const outcome = await validate(rows, given, true);
    assert.deepEqual(outcome.outputs["output0"], [given[0], given[2]]);
    assert.equal(outcome.errors.length, 1);
  });

  it("counts the first of two rows with the same path and constraint", async () => {
    const rows = [1, 5].map((constraintValue) => ({
      sourcePath: "$name",
      constraint: "MinLength",
      constraintValue,
    }));
    const outcome = await validate(rows, [{ name: "Ada" }]);
    assert.deepEqual(outcome.outputs["output0"], [{ name: "Ada" }]);
  });

  it("fails at the start for a constraint value that makes no sense", async () => {
    for (const [constraint, constraintValue] of [
      ["MinLength", -1],
      ["MaxLength", "x"],
      ["Minimum", null],
      ["Pattern", "("],
    ] as const) {
      const outcome = await validate([{ sourcePath: "$a", constraint, constraintValue }], []);
      assert.match(outcome.failure ?? "", new RegExp(`The constraint ${constraint} cannot`));
    }
  });
});
