import { assert } from "../../base/errors.ts";
import { evaluateAggregate } from "./evaluate/evaluate-aggregate.ts";
import type { ReferenceData } from "./evaluate/reference-data.ts";
import type { AggregateExpression, DerivedSource, PqlValue } from "./expression.ts";
import type { JoinGraph } from "./plan/join-graph.ts";
import { sqlOfAggregate } from "./sql/sql-of-aggregate.ts";

/** SQL of an aggregate for each row of `target`, over the rows of `source` that belong to it. */
export function sqlOfPulled(
  aggregate: AggregateExpression,
  source: string,
  target: string | undefined,
  joins: JoinGraph,
): DerivedSource {
  if (target === undefined) {
    return { kind: "constant", sql: (site) => sqlOfAggregate(aggregate, source, [], site) };
  }
  const path = joins.up(source, target);
  const last = path.kind === "path" ? path.joins.at(-1) : undefined;
  assert(last !== undefined, "the checker found the way to the target");
  return {
    kind: "keyed",
    keys: last.parentKeys,
    sql: (site) => sqlOfAggregate(aggregate, source, last.childKeys, site),
  };
}

export function evaluatePulled(
  aggregate: AggregateExpression,
  source: string,
  target: string | undefined,
  data: ReferenceData,
): (index: number) => PqlValue {
  const groups = new Map<number, number[]>();
  const whole: number[] = [];
  for (let row = 0; row < data.rowCount(source); row++) {
    whole.push(row);
    const parent = target === undefined ? undefined : data.up(source, row, target);
    if (parent !== undefined) groups.set(parent, [...(groups.get(parent) ?? []), row]);
  }
  return (index) =>
    evaluateAggregate(
      aggregate,
      source,
      target === undefined ? whole : (groups.get(index) ?? []),
      data,
    );
}
