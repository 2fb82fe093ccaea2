import type { ColumnType } from "../../data/data-schema.ts";
import type { SqlDialect } from "../../warehouse/sql-dialect.ts";
import type { SqlStatement, SqlValue } from "../../warehouse/warehouse.ts";
import type { Expression, GlobalExpression, PqlValue } from "../expression.ts";
import { isoOfMicros } from "../iso-date.ts";
import type { JoinGraph } from "../plan/join-graph.ts";
import { Scope } from "./scope.ts";
import type { SqlSite } from "./sql-site.ts";

/** A value in unfinished SQL: its index between two NUL characters, which no name can have. */
const marker = /\0(\d+)\0/g;

/** A subquery of `WITH`. */
export interface Shared {
  readonly name: string;
  readonly sql: string;
  readonly materialized?: boolean;
}

/** Writes one statement: collects its values and the subqueries that parts of it share. */
export class SqlWriter implements SqlSite {
  readonly dialect: SqlDialect;
  readonly joins: JoinGraph;
  private readonly globalSql: (expression: GlobalExpression, writer: SqlWriter) => string;
  private readonly values: SqlValue[] = [];
  private readonly shared = new Map<string, Shared>();
  private aliases = 0;

  constructor(
    dialect: SqlDialect,
    joins: JoinGraph,
    globalSql: (expression: GlobalExpression, writer: SqlWriter) => string,
  ) {
    this.dialect = dialect;
    this.joins = joins;
    this.globalSql = globalSql;
  }

  readonly bind = (value: PqlValue, type: ColumnType): string => {
    if (value === null) return this.dialect.cast("NULL", type);
    const given = type === "DATE" ? isoOfMicros(Number(value)) : value;
    this.values.push(given);
    return this.dialect.cast(`\0${this.values.length - 1}\0`, type);
  };

  alias(): string {
    this.aliases++;
    return `r${this.aliases}`;
  }

  rows(
    table: string,
    columns: readonly { readonly name: string; readonly expression: Expression }[],
    where?: Expression,
  ): string {
    const scope = new Scope(this, table);
    const selected = columns.map(
      ({ name, expression }) =>
        `${scope.expression(expression)} AS ${this.dialect.identifier(name)}`,
    );
    const condition = where === undefined ? "" : ` WHERE ${scope.expression(where)}`;
    return `SELECT ${[...selected, `${scope.row} AS "$row"`].join(", ")} FROM ${scope.from()}${condition}`;
  }

  global(expression: GlobalExpression): string {
    return this.globalSql(expression, this);
  }

  /** The name of a subquery that is written once, whoever needs it. */
  share(id: string, sql: () => string): string {
    const known = this.shared.get(id);
    if (known !== undefined) return known.name;
    const text = sql();
    const name = `s${this.shared.size + 1}`;
    this.shared.set(id, { name, sql: text });
    return name;
  }

  /** The finished statement; values that the text does not use are left out. */
  statement(body: string, further: readonly Shared[] = []): SqlStatement {
    const parts: readonly Shared[] = [...this.shared.values(), ...further];
    const withs = parts.map(
      ({ name, sql, materialized }) =>
        `${name} AS ${materialized === true ? "MATERIALIZED " : ""}(${sql})`,
    );
    const text = `${withs.length === 0 ? "" : `WITH ${withs.join(", ")} `}${body}`;
    const numbers = new Map<string, number>();
    const values: SqlValue[] = [];
    const finished = text.replaceAll(marker, (_, index: string) => {
      const known = numbers.get(index);
      if (known !== undefined) return this.dialect.placeholder(known);
      values.push(this.values[Number(index)] ?? null);
      numbers.set(index, values.length);
      return this.dialect.placeholder(values.length);
    });
    return { text: finished, values };
  }
}
