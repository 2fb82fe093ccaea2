import * as fc from "fast-check";
import type { SqlValue, Warehouse } from "../../warehouse/warehouse.ts";
import type { ProcessSource } from "../process-source.ts";

/** One event as a test writes it; `at` in minutes since 2024, or null. */
export interface TestEvent {
  readonly id: string | null;
  readonly activity: string | null;
  readonly at: number | null;
  readonly sorting?: number | null | undefined;
  readonly group?: string | null;
}

/** The events, loaded in the order of the list. */
export function sourceForTests(
  warehouse: Warehouse,
  events: readonly TestEvent[],
  sorted = false,
): ProcessSource {
  const values: SqlValue[] = [];
  const bind = (value: SqlValue, type: string): string => {
    values.push(value);
    return `$${values.length}::${type}`;
  };
  const rows = events.map(({ id, activity, at, sorting = null, group = null }, index) => {
    const time = at === null ? null : new Date(startMs + at * 60_000);
    return `(${[
      bind(id, "VARCHAR"),
      bind(activity, "VARCHAR"),
      bind(time, "TIMESTAMP"),
      bind(sorting, "BIGINT"),
      bind(group, "VARCHAR"),
      bind(index, "BIGINT"),
    ].join(", ")})`;
  });
  const none = `SELECT NULL::VARCHAR, NULL::VARCHAR, NULL::TIMESTAMP, NULL::BIGINT, NULL::VARCHAR, NULL::BIGINT WHERE false`;
  const body = rows.length === 0 ? none : `VALUES ${rows.join(", ")}`;
  return {
    warehouse,
    sorted,
    events: {
      text: `SELECT * FROM (${body}) AS t("case", "activity", "timestamp", "sorting", "group", "$row")`,
      values,
    },
  };
}

const startMs = Date.UTC(2024, 0, 1);

/** `{ c1: "A0 B5 A7" }`: activities with their minutes, case by case. */
export function eventsOf(cases: Readonly<Record<string, string>>): readonly TestEvent[] {
  return Object.entries(cases).flatMap(([id, text]) =>
    text
      .split(" ")
      .filter((step) => step !== "")
      .map((step) => ({ id, activity: step.slice(0, 1), at: Number(step.slice(1)) })),
  );
}

/** Few cases, activities and moments, so that they meet often; some events lack something. */
export const someEvents: fc.Arbitrary<readonly TestEvent[]> = fc.array(
  fc.record({
    id: fc.option(fc.constantFrom("1", "2", "3", "4", "5"), { freq: 20 }),
    activity: fc.option(fc.constantFrom("A", "B", "C", "d, e"), { freq: 20 }),
    at: fc.option(fc.integer({ min: -20, max: 20 }), { freq: 20 }),
    sorting: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 3 }),
  }),
  { maxLength: 40 },
);
