import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import * as fc from "fast-check";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { eventsOf, someEvents, sourceForTests } from "./testing/log-for-tests.ts";
import { isNear, mean, naiveTraces, naiveVariants, quantile } from "./testing/naive-log.ts";
import { askVariants } from "./variants.ts";

const warehouse = await duckDbForTests([]);
const signal = new AbortController().signal;
const first = { page: 0, pageSize: 100 };

describe("variants", () => {
  after(() => warehouse[Symbol.asyncDispose]());

  const small = eventsOf({
    c1: "A0 B10 C20",
    c2: "A0 B30 C40",
    c3: "A0 B5 B6 B7 C60",
    c4: "A0 C1",
    c5: "B0 A0",
  });

  it("A9 ranks variants by cases, with shares, times and an example", async () => {
    const answer = await askVariants(sourceForTests(warehouse, small), first, signal);
    assert.deepEqual(
      answer.rows.map(({ rank, activities, cases, share }) => [
        rank,
        activities.join(""),
        cases,
        share,
      ]),
      [
        [1, "ABC", 2, 0.4],
        [2, "ABBBC", 1, 0.2],
        [3, "AC", 1, 0.2],
        [4, "BA", 1, 0.2],
      ],
    );
    const [top] = answer.rows;
    assert.equal(top?.throughputMean, 1800);
    assert.equal(top?.throughputMedian, 1800);
    assert.equal(top?.exampleCase, "c1");
    assert.deepEqual(
      answer.rows.map((row) => row.cumulativeShare),
      [0.4, 0.6, 0.8, 1],
    );
    assert.deepEqual([answer.cases, answer.variants, answer.matching], [5, 4, 4]);
  });

  it("pages, and keeps saying how many there are past the last page", async () => {
    const source = sourceForTests(warehouse, small);
    const second = await askVariants(source, { page: 1, pageSize: 3 }, signal);
    assert.deepEqual(
      second.rows.map((row) => row.rank),
      [4],
    );
    const beyond = await askVariants(source, { page: 7, pageSize: 3 }, signal);
    assert.deepEqual([beyond.rows.length, beyond.cases, beyond.variants], [0, 5, 4]);
  });

  it("leaves out variants that few cases follow, and says how many it keeps", async () => {
    const source = sourceForTests(warehouse, small);
    const answer = await askVariants(source, { ...first, shareMin: 0.3 }, signal);
    assert.deepEqual([answer.rows.length, answer.matching, answer.variants], [1, 1, 4]);
    assert.equal(answer.rows[0]?.share, 0.4);
  });

  it("shortens repetitions in a row when asked to", async () => {
    const source = sourceForTests(
      warehouse,
      eventsOf({ c1: "A0 B1 C5", c2: "A0 B1 B2 C5", c3: "A0 B1 B2 B3 C5" }),
    );
    const by = async (cycleLengthMax: number): Promise<readonly string[]> =>
      (await askVariants(source, { ...first, cycleLengthMax }, signal)).rows.map(
        (row) => `${row.cases}${row.activities.join("")}`,
      );
    assert.deepEqual(await by(1), ["3ABC"]);
    assert.deepEqual(await by(2), ["2ABBC", "1ABC"]);
    assert.deepEqual(await by(3), ["1ABBBC", "1ABBC", "1ABC"]);
  });

  it("orders events of one moment by the sorting column, then as they were loaded", async () => {
    const events = [
      { id: "1", activity: "third", at: 0, sorting: 2 },
      { id: "1", activity: "first", at: 0, sorting: 1 },
      { id: "1", activity: "second", at: 0, sorting: 1 },
      { id: "1", activity: "last", at: 0, sorting: null },
      { id: "1", activity: "before", at: -1, sorting: 9 },
    ];
    const sorted = await askVariants(sourceForTests(warehouse, events, true), first, signal);
    assert.deepEqual(sorted.rows[0]?.activities, ["before", "first", "second", "third", "last"]);
    const loaded = await askVariants(sourceForTests(warehouse, events), first, signal);
    assert.deepEqual(loaded.rows[0]?.activities, ["before", "third", "first", "second", "last"]);
  });

  it("orders events before 1970 and centuries apart", async () => {
    const year = 60 * 24 * 365;
    const events = [
      { id: "1", activity: "now", at: 0 },
      { id: "1", activity: "late", at: 500 * year },
      { id: "1", activity: "early", at: -100 * year },
      { id: "1", activity: "earlier", at: -300 * year },
    ];
    const answer = await askVariants(sourceForTests(warehouse, events), first, signal);
    assert.deepEqual(answer.rows[0]?.activities, ["earlier", "early", "now", "late"]);
    assert.equal(answer.rows[0]?.throughputMean, 800 * year * 60);
  });

  it("reads a table as it is, and the same table under a condition", async () => {
    await using loaded = await duckDbForTests([
      `CREATE TABLE log AS SELECT * FROM (VALUES ('1', 'B', TIMESTAMP '2024-01-02'), ('1', 'A', TIMESTAMP '2024-01-01'),
        ('2', 'A', TIMESTAMP '2024-01-01')) AS t(id, activity, moment)`,
    ]);
    const text = `SELECT id AS "case", activity AS "activity", moment AS "timestamp", rowid AS "$row" FROM log`;
    const words = async (condition: string): Promise<readonly string[]> => {
      const events = { text: text + condition, values: [] };
      const source = { warehouse: loaded, events, sorted: false };
      const { rows } = await askVariants(source, first, signal);
      return rows.map((row) => row.activities.join(""));
    };
    assert.deepEqual(await words(""), ["A", "AB"]);
    assert.deepEqual(await words(" WHERE id = '1'"), ["AB"]);
  });

  it("says what a naive computation says, on any log", async () => {
    await fc.assert(
      fc.asyncProperty(someEvents, fc.boolean(), async (events, sorted) => {
        const answer = await askVariants(sourceForTests(warehouse, events, sorted), first, signal);
        const traces = naiveTraces(events, sorted);
        const expected = naiveVariants(traces);
        assert.equal(answer.cases, traces.length);
        assert.equal(answer.variants, expected.size);
        assert.equal(
          answer.rows.reduce((sum, row) => sum + row.cases, 0),
          traces.length,
        );
        for (const row of answer.rows) {
          const same = expected.get(JSON.stringify(row.activities)) ?? [];
          const seconds = same.map((trace) => trace.seconds);
          assert.equal(row.cases, same.length);
          assert.ok(isNear(row.throughputMean, mean(seconds)));
          assert.ok(isNear(row.throughputMedian, quantile(seconds, 0.5)));
          assert.ok(same.some((trace) => trace.id === row.exampleCase));
        }
      }),
      { numRuns: 40 },
    );
  });
});
