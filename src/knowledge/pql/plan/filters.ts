import { assert } from "../../../base/errors.ts";
import { tableName } from "../check/describe.ts";
import type { Expression, Join } from "../expression.ts";
import { pqlProblem } from "../problem.ts";
import { type Place, Scope } from "../sql/scope.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { JoinGraph } from "./join-graph.ts";

/** A condition and the table whose rows it holds for; a constant condition is of no table. */
export interface Condition {
  readonly expression: Expression;
  readonly table: string | undefined;
}

/**
 * Conditions on any tables as they come down to one: a row stays when the conditions on it hold, its parent stays and,
 * for every child table with conditions further on, at least one of its children stays. Rows without a partner go.
 */
export class Filters {
  private readonly conditions: readonly Condition[];
  private readonly joins: JoinGraph;

  constructor(conditions: readonly Condition[], joins: JoinGraph) {
    this.conditions = conditions;
    this.joins = joins;
  }

  /** Refuses a condition that does not lead to the table, or in more than one way. */
  checkReach(table: string): void {
    for (const condition of this.conditions) {
      if (condition.table === undefined) continue;
      const ways = this.joins.ways(table, condition.table).length;
      if (ways === 1) continue;
      const [from, to] = [tableName(condition.table), tableName(table)];
      throw pqlProblem(
        condition.expression.span,
        "pql-join",
        ways === 0
          ? `The condition on ${from} says nothing about ${to}.`
          : `There is more than one way from ${from} to ${to}.`,
        "A filter comes down to a table along the foreign keys of the data model, on one way.",
        ways === 0
          ? `Leave the condition out, or ask about a table that is joined to ${from}.`
          : "Leave the condition out, or put it on a table on one of the ways.",
      );
    }
  }

  get isEmpty(): boolean {
    return this.conditions.length === 0;
  }

  /** `WHERE …` of a scope, or the empty string. Call it before `scope.from()`. */
  where(scope: Scope, writer: SqlWriter): string {
    const constant = this.conditions
      .filter((condition) => condition.table === undefined)
      .map((condition) => scope.expression(condition.expression));
    const all = [...constant, ...this.predicates(scope, scope.root, writer, undefined)];
    return all.length === 0 ? "" : ` WHERE ${all.join(" AND ")}`;
  }

  private predicates(
    scope: Scope,
    place: Place,
    writer: SqlWriter,
    came: Join | undefined,
  ): readonly string[] {
    const { table } = place;
    const own = this.conditions
      .filter((condition) => condition.table === table)
      .map((condition) => scope.at(place, condition.expression));
    const onwards = (join: Join): boolean => join !== came && this.leadsOn(join, table);
    const parents = this.joins
      .parentsOf(table)
      .filter(onwards)
      .flatMap((join) => this.predicates(scope, scope.require(place, join), writer, join));
    const children = this.joins
      .childrenOf(table)
      .filter(onwards)
      .map((join) => this.someChild(scope, place, writer, join));
    return [...own, ...parents, ...children];
  }

  /** That a row of the child table stays that belongs to the row at `place`. */
  private someChild(scope: Scope, place: Place, writer: SqlWriter, join: Join): string {
    const inner = new Scope(writer, join.child);
    const predicates = this.predicates(inner, inner.root, writer, join);
    const [childKey, ...more] = join.childKeys;
    const [parentKey] = join.parentKeys;
    assert(childKey !== undefined && parentKey !== undefined, "a join has keys");
    if (more.length === 0) {
      const key = inner.expression(childKey);
      const where = [...predicates, `${key} IS NOT NULL`].join(" AND ");
      return `${scope.at(place, parentKey)} IN (SELECT ${key} FROM ${inner.from()} WHERE ${where})`;
    }
    const equal = join.childKeys.map((key, index) => {
      const other = join.parentKeys[index];
      assert(other !== undefined, "the keys of a join correspond");
      return `${inner.expression(key)} = ${scope.at(place, other)}`;
    });
    return `EXISTS (SELECT 1 FROM ${inner.from()} WHERE ${[...equal, ...predicates].join(" AND ")})`;
  }

  /** Whether conditions stand anywhere beyond a join, away from `table`. */
  private leadsOn(join: Join, table: string): boolean {
    const seen = new Set([table]);
    const open = [join.child === table ? join.parent : join.child];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const here = next;
      if (this.conditions.some((condition) => condition.table === here)) return true;
      for (const other of this.joins.parentsOf(here)) open.push(other.parent);
      for (const other of this.joins.childrenOf(here)) open.push(other.child);
    }
    return false;
  }
}
