import type { Finding } from "../../base/finding.ts";
import type { ColumnType, DataSchema } from "../data/data-schema.ts";
import type { SqlDialect } from "../warehouse/sql-dialect.ts";
import type { Cell, SqlResult, SqlStatement } from "../warehouse/warehouse.ts";
import type { PqlNode } from "./ast.ts";
import type { PqlNames } from "./names.ts";

/** What PQL is checked against. */
export interface CheckContext {
  readonly schema: DataSchema;
  readonly names: PqlNames;
  /** The time of `TODAY()` and `NOW()`, in milliseconds since 1970, UTC. */
  readonly nowMs: number;
}

export interface CompileContext extends CheckContext {
  readonly dialect: SqlDialect;
}

/** A question: columns of which the KPIs are grouped by the attributes. `compileQuery` makes it one SQL statement. */
export interface PqlQuery {
  readonly columns: readonly QueryColumn[];
  /** Conditions that must all hold, whatever table they are about. */
  readonly conditions: readonly PqlNode[];
  /** By ids of columns; more is added so that the order is total and pages never overlap. */
  readonly orderBy: readonly QueryOrder[];
  readonly offset: number;
  /** Most rows of this page; all when absent. */
  readonly limit?: number;
  /** Whether the answer says how many rows there are before paging. */
  readonly withTotal: boolean;
}

export interface QueryColumn {
  readonly id: string;
  readonly node: PqlNode;
  readonly role: "attribute" | "kpi";
}

export interface QueryOrder {
  readonly columnId: string;
  readonly descending: boolean;
}

export type CompiledQuery =
  | {
      readonly kind: "compiled";
      readonly statement: SqlStatement;
      readonly columns: readonly CompiledColumn[];
      /** The table one row of the answer is of, or of whose rows it is made up; several, joined by ", ". */
      readonly grain: string;
      /** Takes the result of `statement` apart. */
      read(result: SqlResult): QueryPage;
    }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };

export interface CompiledColumn {
  readonly id: string;
  readonly type: ColumnType;
}

export interface QueryPage {
  /** Cells in the order of the columns asked for. */
  readonly rows: readonly (readonly Cell[])[];
  /** Rows before paging; absent when not asked for. */
  readonly total?: number;
}

/** The rows of one table that all conditions leave, with columns by name: for SQL that goes on from there. */
export interface RowsQuery {
  readonly table: string;
  /** Row-level PQL, each under the name that the SQL around it uses. */
  readonly columns: readonly { readonly name: string; readonly node: PqlNode }[];
  readonly conditions: readonly PqlNode[];
}

export type CompiledRows =
  | {
      readonly kind: "compiled";
      /**
       * `SELECT` of the columns and of `$row`, whose order is the order of loading, not in any order. Put it in
       * brackets or in a CTE and go on; its placeholders are `$1` … `$n`, further values follow `statement.values`.
       */
      readonly statement: SqlStatement;
      readonly columns: readonly CompiledColumn[];
    }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };

/** The distinct values of one column and how many rows have each, most first, over the rows that conditions leave. */
export interface ValuesQuery {
  readonly node: PqlNode;
  readonly conditions: readonly PqlNode[];
  /** Only values that contain it, in any case. */
  readonly containing?: string;
  readonly limit: number;
}

export type CompiledValues =
  | {
      readonly kind: "compiled";
      /** Selects the value and the number of its rows. */
      readonly statement: SqlStatement;
      readonly type: ColumnType;
      /** The table whose rows are counted. */
      readonly table: string;
    }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };
