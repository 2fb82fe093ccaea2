import type { Span } from "../../base/finding.ts";
import type { ColumnType } from "../data/data-schema.ts";
import type { ReferenceData } from "./evaluate/reference-data.ts";
import type { AggregateBody, RowBody } from "./function.ts";
import type { RowScope, SqlSite } from "./sql/sql-site.ts";

/**
 * PQL that was checked: names are resolved, KPIs, attributes and variables are in their place, functions are the bodies
 * that their declarations gave for these types. The compiler writes it as SQL, the reference evaluator computes it.
 */
export type Expression =
  | ValueExpression
  | ColumnExpression
  | CallExpression
  | AggregateExpression
  | DerivedExpression
  | GlobalExpression
  | BindExpression;

/** `NULL` is the type of the word `NULL`, which fits every type. */
export type ExpressionType = ColumnType | "NULL";

/** A DATE is microseconds since 1970; an INT past 2^53 is a bigint. */
export type PqlValue = string | number | bigint | boolean | null;

interface Typed {
  readonly type: ExpressionType;
  /** Where in the PQL that was handed in; parts of KPIs and attributes stand where they are named. */
  readonly span: Span;
}

export interface ValueExpression extends Typed {
  readonly kind: "value";
  readonly value: PqlValue;
}

export interface ColumnExpression extends Typed {
  readonly kind: "column";
  /** A table of the data model or the id of a `GeneratedTable`. */
  readonly table: string;
  readonly column: string;
}

/** A function or operator over the values of one row, or over KPIs. */
export interface CallExpression extends Typed {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly body: RowBody;
}

/** Many rows to one value. */
export interface AggregateExpression extends Typed {
  readonly kind: "aggregate";
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly orderBy: readonly { readonly expression: Expression; readonly descending: boolean }[];
  /** Rows for which it does not hold are not looked at. */
  readonly filter?: Expression;
  /** The table whose rows are counted, when no argument says it. */
  readonly table?: string;
  readonly body: AggregateBody;
}

/**
 * A column that a table gains by computing: pulled up from another table, or found in an event log. It is computed over
 * all rows, whatever the filters say. How to make one: `function.ts`.
 */
export interface DerivedExpression extends Typed {
  readonly kind: "derived";
  /** Equal ids are equal columns; they are computed once. */
  readonly id: string;
  readonly name: string;
  /** The table it is a column of; absent when it is one value for everything. */
  readonly table?: string;
  /** The value of rows for which nothing was found: 0 for counts. */
  readonly empty: PqlValue;
  readonly source: DerivedSource;
  /** The value of the row at `index` of `table`, computed the slow and obvious way. */
  evaluate(data: ReferenceData): (index: number) => PqlValue;
}

export type DerivedSource =
  /** `sql` selects `k1`, … `kn` and `v`, at most one row for each combination; joined where `keys` equal them. */
  | { readonly kind: "keyed"; readonly keys: readonly Expression[]; sql(site: SqlSite): string }
  /** An expression over the rows of the table itself, as a rule with `OVER`. */
  | { readonly kind: "window"; sql(site: SqlSite, row: RowScope): string }
  /** `sql` selects one row with one column. */
  | { readonly kind: "constant"; sql(site: SqlSite): string };

/** A KPI over everything that the filters leave, without the grouping around it. */
export interface GlobalExpression extends Typed {
  readonly kind: "global";
  readonly operand: Expression;
}

/** A value of a parent, as a column of the table below it. */
export interface BindExpression extends Typed {
  readonly kind: "bind";
  readonly table: string;
  readonly operand: Expression;
}

/** A table that exists only in a query, such as the distinct combinations of `DOMAIN_TABLE`. */
export interface GeneratedTable {
  readonly id: string;
  readonly columns: ReadonlyMap<string, ColumnType>;
  /** How it hangs together with other tables. */
  readonly joins: readonly Join[];
  /** Selects its columns and `$row`, which differs for every row. */
  sql(site: SqlSite): string;
  /** Its rows, each a value a column. */
  evaluate(data: ReferenceData): readonly ReadonlyMap<string, PqlValue>[];
}

/** Rows of `child` belong to the row of `parent` whose keys equal theirs; null equals nothing. */
export interface Join {
  readonly child: string;
  readonly parent: string;
  /** Row-level expressions of the child. */
  readonly childKeys: readonly Expression[];
  /** Columns of the parent. */
  readonly parentKeys: readonly ColumnExpression[];
}
