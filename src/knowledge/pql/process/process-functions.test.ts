import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askLog } from "./testing/ask-log.ts";
import { eventLogModel, type EventLogModel, type LogEvent } from "./testing/event-log-model.ts";

const activity = '"ACTIVITIES"."ACTIVITY"';

/** Each word is a case: a letter an event, a minute apart. */
function logOf(...words: readonly string[]): EventLogModel {
  const events = words.flatMap((word, index) =>
    word.split("").map((letter, at): LogEvent => ({
      id: String(index + 1),
      activity: letter === "0" ? null : letter,
      at: index * 100 + at,
    })),
  );
  return eventLogModel(events, { cases: words.map((_, index) => String(index + 1)) });
}

async function column(model: EventLogModel, pql: string): Promise<readonly unknown[]> {
  return (await askLog(model, [pql])).map(([cell]) => cell);
}

/** The rows of a case of nine events, and those of another. */
function twoCases(all: readonly unknown[]): readonly unknown[] {
  return [all.slice(0, 9), all.slice(9)];
}

describe("PQL process functions", () => {
  it("A12 VARIANT and SHORTENED: official vector 1", async () => {
    const model = logOf("ABC", "ABBC", "ABBBC");
    assert.deepEqual(await column(model, `VARIANT(${activity})`), [
      "A, B, C",
      "A, B, B, C",
      "A, B, B, B, C",
    ]);
    const shortened = ["A, B, C", "A, B, B, C", "A, B, B, C"];
    assert.deepEqual(await column(model, `SHORTENED(VARIANT(${activity}))`), shortened);
    assert.deepEqual(await column(model, `SHORTENED(VARIANT(${activity}), 1)`), [
      "A, B, C",
      "A, B, C",
      "A, B, C",
    ]);
  });

  it("A12 CALC_THROUGHPUT in DAYS: official vector 2", async () => {
    const day = 24 * 60;
    const event = (id: string, days: number): LogEvent => ({ id, activity: "A", at: days * day });
    const model = eventLogModel(
      [
        event("1", 0),
        event("1", 5),
        event("1", 6.5),
        event("2", 2),
        event("2", 8.5),
        event("2", 10),
      ],
      { cases: ["1", "2"] },
    );
    const days = 'REMAP_TIMESTAMPS("ACTIVITIES"."TS", DAYS)';
    assert.deepEqual(
      await column(model, `CALC_THROUGHPUT(CASE_START TO CASE_END, ${days})`),
      [6, 8],
    );
  });

  it("A12 INDEX_ACTIVITY_LOOP: official vector 3", async () => {
    const model = logOf("ABAAA", "ABBBC");
    assert.deepEqual(
      await column(model, `INDEX_ACTIVITY_LOOP(${activity})`),
      [1, 1, 1, 2, 3, 1, 1, 2, 3, 1],
    );
  });

  it("CALC_THROUGHPUT is null when a bound is missing or the range runs backwards", async () => {
    const model = logOf("ABCB", "CB", "A", "");
    const minutes = 'REMAP_TIMESTAMPS("ACTIVITIES"."TS", MINUTES)';
    const between = (range: string): Promise<readonly unknown[]> =>
      column(model, `CALC_THROUGHPUT(${range}, ${minutes})`);
    assert.deepEqual(await between("FIRST_OCCURRENCE['B'] TO LAST_OCCURRENCE['B']"), [
      2,
      0,
      null,
      null,
    ]);
    assert.deepEqual(await between("FIRST_OCCURRENCE['B'] TO FIRST_OCCURRENCE['C']"), [
      1,
      null,
      null,
      null,
    ]);
    assert.deepEqual(await between("CASE_START TO CASE_END"), [3, 1, 0, null]);
    const named = `CALC_THROUGHPUT(LAST_OCCURRENCE['C'] TO CASE_END, ${minutes}, ${activity})`;
    assert.deepEqual(await column(model, named), [1, 1, null, null]);
  });

  it("CALC_REWORK counts activities, of a condition or all", async () => {
    const model = logOf("ABBA", "B0", "");
    assert.deepEqual(await column(model, "CALC_REWORK()"), [4, 1, 0]);
    assert.deepEqual(await column(model, `CALC_REWORK(${activity})`), [4, 1, 0]);
    assert.deepEqual(await column(model, `CALC_REWORK(${activity} IN ('B'))`), [2, 1, 0]);
    assert.deepEqual(await column(model, `CALC_REWORK(${activity} = 'A', ${activity})`), [2, 0, 0]);
  });

  it("CALC_CROP marks the events of a range, nulls among them too", async () => {
    const model = logOf("0B0CC0LC0", "CB");
    const range = "FIRST_OCCURRENCE['B'] TO LAST_OCCURRENCE['C']";
    assert.deepEqual(twoCases(await column(model, `CALC_CROP(${range}, ${activity})`)), [
      [null, 1, 1, 1, 1, 1, 1, 1, null],
      [null, null],
    ]);
    assert.deepEqual(twoCases(await column(model, `CALC_CROP_TO_NULL(${range}, ${activity})`)), [
      [null, "B", null, "C", "C", null, "L", "C", null],
      [null, null],
    ]);
    const toEnd = await column(model, `CALC_CROP(LAST_OCCURRENCE['C'] TO CASE_END, ${activity})`);
    assert.deepEqual(toEnd.slice(-4), [1, 1, 1, 1]);
  });

  it("ACTIVITY_LAG and ACTIVITY_LEAD look at other events of the case", async () => {
    const model = logOf("ABC", "D");
    assert.deepEqual(await column(model, `ACTIVITY_LAG(${activity})`), [null, "A", "B", null]);
    assert.deepEqual(await column(model, `ACTIVITY_LEAD(${activity}, 2)`), ["C", null, null, null]);
    const hours = 'DATEDIFF(mi, ACTIVITY_LAG("ACTIVITIES"."TS"), "ACTIVITIES"."TS")';
    assert.deepEqual(await column(model, hours), [null, 1, 1, null]);
  });

  it("numbers activities in their case and by their kind; nulls stay null", async () => {
    const model = logOf("AB0A", "A");
    const of = (name: string): Promise<readonly unknown[]> => column(model, `${name}(${activity})`);
    assert.deepEqual(await of("INDEX_ACTIVITY_ORDER"), [1, 2, null, 3, 1]);
    assert.deepEqual(await of("INDEX_ACTIVITY_ORDER_REVERSE"), [3, 2, null, 1, 1]);
    assert.deepEqual(await of("INDEX_ACTIVITY_TYPE"), [1, 1, null, 2, 1]);
    assert.deepEqual(await of("INDEX_ACTIVITY_TYPE_REVERSE"), [2, 1, null, 1, 1]);
  });

  it("SOURCE and TARGET pair events that follow each other", async () => {
    const model = logOf("ABC", "D", "AC");
    const pairs = await askLog(model, [`SOURCE(${activity})`, `TARGET(${activity})`]);
    assert.deepEqual(pairs, [
      ["A", "B"],
      ["B", "C"],
      ["A", "C"],
    ]);
    const counted = await askLog(model, [
      '"CASES"."REGION"',
      `COUNT(SOURCE(${activity}))`,
      'AVG(MINUTES_BETWEEN(SOURCE("ACTIVITIES"."TS"), TARGET("ACTIVITIES"."TS")))',
    ]);
    assert.deepEqual(counted, [
      ["R0", 2, 1],
      ["R1", 1, 1],
    ]);
  });

  it("SOURCE and TARGET pass over filtered events and pair as told", async () => {
    const model = logOf("ABCD");
    const words = async (rest: string): Promise<string> =>
      (await askLog(model, [`SOURCE(${activity}${rest})`, `TARGET(${activity}${rest})`]))
        .map((row) => row.join(""))
        .join(" ");
    const withoutB = `, REMAP_VALUES(${activity}, ['B', NULL])`;
    assert.equal(await words(withoutB), "AC CD");
    assert.equal(await words(", ANY_OCCURRENCE[] TO ANY_OCCURRENCE[]"), "AB BC CD");
    assert.equal(await words(", FIRST_OCCURRENCE[] TO ANY_OCCURRENCE[]"), "AB AC AD");
    assert.equal(await words(", FIRST_OCCURRENCE[] TO ANY_OCCURRENCE_WITH_SELF[]"), "AA AB AC AD");
    assert.equal(await words(", ANY_OCCURRENCE[] TO LAST_OCCURRENCE[]"), "AD BD CD");
    assert.equal(await words(`${withoutB}, FIRST_OCCURRENCE[] TO LAST_OCCURRENCE[]`), "AD");
  });

  it("works without a table of cases: by the values of the case column", async () => {
    const { schema, rows, statements } = logOf("AB", "A");
    const [{ caseTable: _, ...log } = schema.eventLogs[0] ?? assert.fail()] = schema.eventLogs;
    const model = {
      schema: {
        tables: new Map([...schema.tables].filter(([name]) => name === "ACTIVITIES")),
        foreignKeys: [],
        eventLogs: [log],
      },
      rows,
      statements,
    };
    const counted = await askLog(model, [`VARIANT(${activity})`, `COUNT(${activity})`]);
    assert.deepEqual(counted, [
      ["A", 1],
      ["A, B", 2],
    ]);
  });

  it("filters cases by what happens in them", async () => {
    const model = logOf("AB", "AC", "B");
    const filters = [`PROCESS EQUALS 'A' TO 'B'`];
    assert.deepEqual(await askLog(model, ['"CASES"."CASE_ID"'], filters), [["1"]]);
    assert.deepEqual(
      await askLog(model, [activity], [`MATCH_ACTIVITIES(NODE['B'], EXCLUDING['A']) = 1`]),
      [["B"]],
    );
  });
});
