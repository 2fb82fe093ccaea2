import { assert } from "../../../base/errors.ts";
import type { CheckRun } from "../check/check-run.ts";
import type { PqlQuery } from "../query.ts";
import type { SqlDialect } from "../../warehouse/sql-dialect.ts";
import type { SqlStatement } from "../../warehouse/warehouse.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { CheckedColumn } from "./check-query.ts";
import type { Filters } from "./filters.ts";

export interface Planned {
  readonly statement: SqlStatement;
  readonly tables: readonly string[];
}

/** What the two plans of a query share. */
export interface PlanParts {
  readonly columns: readonly CheckedColumn[];
  readonly order: readonly { readonly index: number; readonly descending: boolean }[];
  readonly filters: Filters;
  readonly run: CheckRun;
  readonly writer: SqlWriter;
}

/** ` LIMIT … OFFSET …`. Both are numbers of our own, written out so that the database can plan by them. */
export function paging({ offset, limit }: PqlQuery): string {
  assert(Number.isSafeInteger(offset) && offset >= 0, "an offset is a whole number from 0");
  assert(limit === undefined || (Number.isSafeInteger(limit) && limit >= 0), "so is a limit");
  const most = limit === undefined ? "" : ` LIMIT ${limit}`;
  return offset === 0 ? most : `${most} OFFSET ${offset}`;
}

/** A key of an order: nulls last in either direction, texts by their bytes. */
export function orderKey(
  name: string,
  { expression }: CheckedColumn,
  descending: boolean,
  dialect: SqlDialect,
): string {
  const sql = expression.type === "STRING" ? dialect.binary(name) : name;
  return `${sql} ${descending ? "DESC" : "ASC"} NULLS LAST`;
}

export function orderBy(keys: readonly string[]): string {
  return keys.length === 0 ? "" : ` ORDER BY ${keys.join(", ")}`;
}
