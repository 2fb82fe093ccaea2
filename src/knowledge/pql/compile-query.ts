import { assert } from "../../base/errors.ts";
import { defaultLimits } from "../../base/limits.ts";
import type { Cell, SqlResult } from "../warehouse/warehouse.ts";
import { CheckRun } from "./check/check-run.ts";
import type { PqlLimits } from "./cursor.ts";
import type { GlobalExpression } from "./expression.ts";
import { basesOf } from "./plan/bases.ts";
import {
  type CheckedColumn,
  checkColumns,
  checkConditions,
  checkOrder,
} from "./plan/check-query.ts";
import { Filters } from "./plan/filters.ts";
import { groupedSql } from "./plan/grouped-sql.ts";
import { caught } from "./problem.ts";
import type { CompileContext, CompiledQuery, PqlQuery, QueryPage } from "./query.ts";
import { Scope } from "./sql/scope.ts";
import { SqlWriter } from "./sql/sql-writer.ts";
import { tablesOf } from "./tables-of.ts";
import { settled } from "./unify.ts";

/** Checks a query and writes it as one SQL statement. What cannot be answered rightly is refused, with a way out. */
export function compileQuery(
  query: PqlQuery,
  context: CompileContext,
  limits: PqlLimits = defaultLimits,
): CompiledQuery {
  const result = caught(() => compile(query, context, limits));
  return "value" in result ? result.value : { kind: "invalid", findings: result.findings };
}

function compile(query: PqlQuery, context: CompileContext, limits: PqlLimits): CompiledQuery {
  const run = new CheckRun(context, limits);
  const columns = checkColumns(query.columns, run);
  const filters = new Filters(checkConditions(query.conditions, run), run.joins);
  const order = checkOrder(query);
  const writer = new SqlWriter(context.dialect, run.joins, (expression, into) =>
    globalSql(expression, filters, run, into),
  );
  const parts = columns.some((column) => column.role === "kpi")
    ? groupedParts(columns, filters, run, writer)
    : rowParts(columns, filters, run, writer);
  const statement = pagedStatement(query, columns, order, parts, writer);
  return {
    kind: "compiled",
    statement,
    columns: columns.map(({ id, expression }) => ({ id, type: settled(expression.type) })),
    grain: parts.tables.join(", "),
    read: (answer) => readPage(answer, columns.length, query.withTotal),
  };
}

interface Parts {
  /** `SELECT … AS c1, … ` of all rows. */
  readonly rows: string;
  /** `SELECT count(*)` of all rows. */
  readonly count: string;
  /** Columns of `rows` that make any order total. */
  readonly ties: readonly string[];
  readonly tables: readonly string[];
  /** Whether `rows` is worth computing once for both. */
  readonly shared: boolean;
}

function groupedParts(
  columns: readonly CheckedColumn[],
  filters: Filters,
  run: CheckRun,
  writer: SqlWriter,
): Parts {
  const bases = basesOf(columns, run);
  for (const base of bases) filters.checkReach(base.table);
  const ties = columns.flatMap((column, index) =>
    column.role === "attribute" ? [`c${index + 1}`] : [],
  );
  return {
    rows: groupedSql(columns, bases, filters, writer),
    count: "SELECT count(*) AS total FROM q",
    ties,
    tables: bases.map((base) => base.table),
    shared: true,
  };
}

function rowParts(
  columns: readonly CheckedColumn[],
  filters: Filters,
  run: CheckRun,
  writer: SqlWriter,
): Parts {
  const tables = new Set<string>();
  for (const { expression } of columns) tablesOf(expression, tables);
  const first = columns[0]?.expression.span ?? { start: 0, end: 0 };
  const root = tables.size === 0 ? undefined : run.commonTable(tables, first);
  const scope = new Scope(writer, root ?? "");
  const selected = columns.map(({ expression }, index) => {
    const sql = scope.expression(expression);
    return `${expression.type === "NULL" ? writer.dialect.cast(sql, "STRING") : sql} AS c${index + 1}`;
  });
  if (root === undefined) {
    const rows = `SELECT ${selected.join(", ")}`;
    return { rows, count: "SELECT 1 AS total", ties: [], tables: [], shared: false };
  }
  filters.checkReach(root);
  const where = filters.where(scope, writer);
  const rows = `SELECT ${[...selected, `${scope.row} AS "$row"`].join(", ")} FROM ${scope.from()}${where}`;
  const counting = new Scope(writer, root);
  const countWhere = filters.where(counting, writer);
  return {
    rows,
    count: `SELECT count(*) AS total FROM ${counting.from()}${countWhere}`,
    ties: ['"$row"'],
    tables: [root],
    shared: false,
  };
}

/** A KPI as one value over everything that the filters leave. */
function globalSql(
  expression: GlobalExpression,
  filters: Filters,
  run: CheckRun,
  writer: SqlWriter,
): string {
  const column: CheckedColumn = { id: "GLOBAL", role: "kpi", expression: expression.operand };
  const bases = basesOf([column], run);
  for (const base of bases) filters.checkReach(base.table);
  return `(${groupedSql([column], bases, filters, writer)})`;
}

function pagedStatement(
  query: PqlQuery,
  columns: readonly CheckedColumn[],
  order: readonly { readonly index: number; readonly descending: boolean }[],
  parts: Parts,
  writer: SqlWriter,
): ReturnType<SqlWriter["statement"]> {
  const { offset, limit, withTotal } = query;
  assert(Number.isSafeInteger(offset) && offset >= 0, "an offset is a whole number from 0");
  assert(limit === undefined || (Number.isSafeInteger(limit) && limit >= 0), "a limit is too");
  const asked = order.map(({ index, descending }) => {
    const type = columns[index]?.expression.type;
    const name = `c${index + 1}`;
    const sql = type === "STRING" ? writer.dialect.binary(name) : name;
    return `${sql} ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });
  const keys = [...asked, ...parts.ties.map((tie) => `${tie} NULLS LAST`)];
  const ordered = keys.length === 0 ? "" : ` ORDER BY ${keys.join(", ")}`;
  const paging = `${limit === undefined ? "" : ` LIMIT ${limit}`}${offset === 0 ? "" : ` OFFSET ${offset}`}`;
  const names = columns.map((_, index) => `c${index + 1}`);
  if (!withTotal) {
    return writer.statement(
      `SELECT ${names.join(", ")} FROM (${parts.rows}) AS q${ordered}${paging}`,
    );
  }
  const source = parts.shared ? "q" : `(${parts.rows}) AS q`;
  const page = `SELECT *, TRUE AS present FROM ${source}${ordered}${paging}`;
  const further = parts.shared ? [{ name: "q", sql: parts.rows }] : [];
  return writer.statement(
    `SELECT ${names.join(", ")}, total, present FROM (${parts.count}) AS n LEFT JOIN (${page}) AS p ON TRUE${ordered}`,
    further,
  );
}

/** An empty page still brings one row, with the total alone. */
function readPage(answer: SqlResult, width: number, withTotal: boolean): QueryPage {
  if (!withTotal) return { rows: answer.rows };
  const total = Number(answer.rows[0]?.[width] ?? 0);
  const present = (row: readonly Cell[]): boolean => row[width + 1] === true;
  return { total, rows: answer.rows.filter(present).map((row) => row.slice(0, width)) };
}
