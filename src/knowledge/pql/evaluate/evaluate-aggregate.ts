import type { AggregateExpression, PqlValue } from "../expression.ts";
import { compareValues } from "../functions/compare-values.ts";
import type { ReferenceData } from "./reference-data.ts";

/** An aggregate over some rows of a table, given in the order of loading. */
export function evaluateAggregate(
  aggregate: AggregateExpression,
  table: string,
  rows: readonly number[],
  data: ReferenceData,
): PqlValue {
  const { filter, orderBy, body } = aggregate;
  const wanted = rows.filter(
    (row) => filter === undefined || data.value(filter, table, row) === true,
  );
  const keyed = (body.reversed === true ? wanted.toReversed() : wanted).map((row) => ({
    row,
    keys: orderBy.map((key) => data.value(key.expression, table, row)),
  }));
  const ordered = keyed.toSorted((a, b) => {
    for (const [index, key] of orderBy.entries()) {
      const order = compareKeys(
        a.keys[index] ?? null,
        b.keys[index] ?? null,
        key.descending !== (body.reversed === true),
      );
      if (order !== 0) return order;
    }
    return 0;
  });
  return body.evaluate(
    ordered.map(({ row }) =>
      aggregate.arguments.map((argument) => data.value(argument, table, row)),
    ),
  );
}

/** Rows without a key come last, whatever the direction. */
export function compareKeys(a: PqlValue, b: PqlValue, descending: boolean): number {
  if (a === null || b === null) return compareValues(a, b);
  return descending ? compareValues(b, a) : compareValues(a, b);
}
