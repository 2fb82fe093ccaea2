import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import type { Document } from "../../expr/value.ts";
import aggregate from "./aggregate.ts";

async function compute(
  functions: readonly string[],
  given: readonly Document[],
  by: readonly string[] = [],
): Promise<readonly unknown[]> {
  const settings = {
    aggregateFields: functions.map((name) => ({ function: name, field: "$v", resultField: name })),
    groupByFields: by.map((fieldPath) => ({ fieldPath })),
  };
  const outcome = await runSnap(aggregate, { given, settings });
  assert.equal(outcome.failure, undefined);
  return outcome.outputs["output0"] ?? [];
}

function one(
  name: string,
  field: string | { readonly expression: string },
): Readonly<Record<string, ExampleSetting>> {
  return { function: name, field, resultField: name };
}

describe("Aggregate", () => {
  it("is a fold over the groups, whatever they are", async () => {
    const rows = fc.array(
      fc.record({ k: fc.constantFrom(1, "1", null, true), v: fc.integer({ min: -99, max: 99 }) }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const keys = [...new Set(given.map((row) => row.k))];
        const expected = keys.map((k) => {
          const values = given.filter((row) => row.k === k).map((row) => row.v);
          const SUM = values.reduce((sum, value) => sum + value, 0);
          return {
            k,
            COUNT: values.length,
            SUM,
            MIN: Math.min(...values),
            MAX: Math.max(...values),
          };
        });
        assert.deepEqual(await compute(["COUNT", "SUM", "MIN", "MAX"], given, ["$k"]), expected);
      }),
      { numRuns: 20 },
    );
  });

  it("counts null nowhere, and has null where there was no value", async () => {
    const given = [{ v: null }, { v: null }];
    assert.deepEqual(await compute(["COUNT", "SUM", "AVG", "MIN", "CONCAT"], given), [
      { COUNT: 0, SUM: null, AVG: null, MIN: null, CONCAT: null },
    ]);
    assert.deepEqual(await compute(["COUNT", "AVG"], [...given, { v: 4 }]), [{ COUNT: 1, AVG: 4 }]);
  });

  it("evaluates an expression for every function, since it may change what it reads", async () => {
    const field = { expression: "$v.push(1)" };
    const settings = { aggregateFields: [one("SUM", field), one("MAX", field)] };
    const { outputs } = await runSnap(aggregate, { given: [{ v: [] }], settings });
    assert.deepEqual(outputs["output0"], [{ SUM: 1, MAX: 2 }]);
  });

  it("reads a field that several functions share, a path or an expression, as each alone would", async () => {
    const names = ["SUM", "COUNT", "MIN", "AVG"];
    const given = [{ v: "1.5" }, { v: null }, { v: "x" }, {}, { v: 2 }];
    for (const field of ["$v", { expression: "$v" }]) {
      const together = await runSnap(aggregate, {
        given,
        settings: { aggregateFields: names.map((name) => one(name, field)) },
        errors: [],
      });
      const kept = given.filter(({ v }) => v !== "x" && v !== undefined);
      const alone = await Promise.all(
        names.map(async (name) => {
          const outcome = await runSnap(aggregate, {
            given: kept,
            settings: { aggregateFields: [one(name, field)] },
          });
          return Object(outcome.outputs["output0"]?.[0]);
        }),
      );
      assert.deepEqual(together.outputs["output0"], [
        alone.reduce<object>((all, result) => ({ ...all, ...result }), {}),
      ]);
    }
  });

  it("gives nothing for no documents", async () => {
    assert.deepEqual(await compute(["COUNT"], []), []);
  });

  it("compares text, numbers and dates, and averages dates", async () => {
    assert.deepEqual(await compute(["MIN", "MAX"], [{ v: "9" }, { v: "10" }]), [
      { MIN: "10", MAX: "9" },
    ]);
    const days = [new LocalDate(10), new LocalDate(20)];
    assert.deepEqual(
      await compute(
        ["MIN", "AVG"],
        days.map((v) => ({ v })),
      ),
      [{ MIN: new LocalDate(10), AVG: new LocalDate(15) }],
    );
  });

  it("groups dates by their instant", async () => {
    const given = [0, 0, 1].map((ms): Document => ({ v: 1, when: new DateTime(ms) }));
    assert.deepEqual(await compute(["COUNT"], given, ["$when"]), [
      { when: new DateTime(0), COUNT: 2 },
      { when: new DateTime(1), COUNT: 1 },
    ]);
  });

  it("counts a rejected document in no function at all", async () => {
    const outcome = await runSnap(aggregate, {
      given: [
        { a: 1, b: "x" },
        { a: 2, b: 3 },
      ],
      settings: {
        aggregateFields: [
          { function: "SUM", field: "$a", resultField: "a" },
          { function: "SUM", field: "$b", resultField: "b" },
        ],
      },
      errors: [],
    });
    assert.deepEqual(outcome.outputs["output0"], [{ a: 2, b: 3 }]);
    assert.equal(outcome.errors.length, 1);
  });

  it("counts documents when COUNT has no field, and takes expressions for fields", async () => {
    const outcome = await runSnap(aggregate, {
      given: [{ a: 1 }, { a: null }],
      settings: {
        aggregateFields: [
          { function: "COUNT", resultField: "n" },
          {
            function: "MAX",
            field: { expression: "$a == null ? 7 : $a" },
            resultField: "$deep.max",
          },
        ],
      },
    });
    assert.deepEqual(outcome.outputs["output0"], [{ n: 2, deep: { max: 7 } }]);
  });
});
