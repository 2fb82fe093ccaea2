import { assert, unreachable } from "../../../base/errors.ts";
import type { Expression, GlobalExpression, Join, PqlValue } from "../expression.ts";
import { compareValues } from "../functions/compare-values.ts";
import type { JoinGraph } from "../plan/join-graph.ts";
import type { ReferenceData } from "./reference-data.ts";

export type ReferenceRow = ReadonlyMap<string, PqlValue>;

/** Tables in memory and the tables that a query generates from them. */
export class ReferenceTables implements ReferenceData {
  readonly joins: JoinGraph;
  private readonly tables: ReadonlyMap<string, readonly ReferenceRow[]>;
  private readonly globalValue: (expression: GlobalExpression) => PqlValue;
  private readonly generated = new Map<string, readonly ReferenceRow[]>();
  private readonly derived = new Map<string, (index: number) => PqlValue>();

  constructor(
    tables: ReadonlyMap<string, readonly ReferenceRow[]>,
    joins: JoinGraph,
    globalValue: (expression: GlobalExpression) => PqlValue,
  ) {
    this.tables = tables;
    this.joins = joins;
    this.globalValue = globalValue;
  }

  rowCount(table: string): number {
    return this.rows(table).length;
  }

  value(expression: Expression, table: string, index: number): PqlValue {
    switch (expression.kind) {
      case "value":
        return expression.value;
      case "call":
        return expression.body.evaluate(
          expression.arguments.map((argument) => this.value(argument, table, index)),
        );
      case "column": {
        const at = this.up(table, index, expression.table);
        return at === undefined
          ? null
          : (this.rows(expression.table)[at]?.get(expression.column) ?? null);
      }
      case "bind": {
        const at = this.up(table, index, expression.table);
        return at === undefined ? null : this.value(expression.operand, expression.table, at);
      }
      case "derived": {
        const at = expression.table === undefined ? 0 : this.up(table, index, expression.table);
        if (at === undefined) return null;
        let evaluate = this.derived.get(expression.id);
        if (evaluate === undefined) {
          evaluate = expression.evaluate(this);
          this.derived.set(expression.id, evaluate);
        }
        return evaluate(at);
      }
      case "global":
        return this.globalValue(expression);
      case "aggregate":
        throw new Error("assertion failed: an aggregate has no value of one row");
      default:
        return unreachable(expression);
    }
  }

  up(from: string, index: number, to: string): number | undefined {
    const path = this.joins.up(from, to);
    assert(path.kind === "path", `there is one way from ${from} to ${to}`);
    let at: number | undefined = index;
    for (const join of path.joins) {
      if (at === undefined) return undefined;
      at = this.parentRow(join, at);
    }
    return at;
  }

  /** The rows of the child that belong to a row of the parent. */
  childRows(join: Join, parentRow: number): readonly number[] {
    return Array.from({ length: this.rowCount(join.child) }, (_, index) => index).filter(
      (index) => this.parentRow(join, index) === parentRow,
    );
  }

  parentRow(join: Join, childRow: number): number | undefined {
    const keys = join.childKeys.map((key) => this.value(key, join.child, childRow));
    const found = this.rows(join.parent).findIndex((row) =>
      join.parentKeys.every((key, index) => {
        const [mine = null, other = null] = [keys[index], row.get(key.column)];
        return mine !== null && other !== null && compareValues(mine, other) === 0;
      }),
    );
    return found < 0 ? undefined : found;
  }

  private rows(table: string): readonly ReferenceRow[] {
    const known = this.tables.get(table) ?? this.generated.get(table);
    if (known !== undefined) return known;
    const rows = this.joins.generatedTable(table)?.evaluate(this);
    assert(rows !== undefined, `the table ${table} exists`);
    this.generated.set(table, rows);
    return rows;
  }
}
