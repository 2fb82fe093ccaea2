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
import { groupedPlan } from "./plan/grouped-plan.ts";
import { groupedSql } from "./plan/grouped-sql.ts";
import { rowPlan } from "./plan/row-plan.ts";
import { caught } from "./problem.ts";
import type { CompileContext, CompiledQuery, PqlQuery, QueryPage } from "./query.ts";
import { SqlWriter } from "./sql/sql-writer.ts";
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
  const planned = columns.some((column) => column.role === "kpi")
    ? groupedPlan(query, { columns, order, filters, run, writer })
    : rowPlan(query, { columns, order, filters, run, writer });
  return {
    kind: "compiled",
    statement: planned.statement,
    columns: columns.map(({ id, expression }) => ({ id, type: settled(expression.type) })),
    grain: planned.tables.join(", "),
    read: (answer) => readPage(answer, columns.length, query.withTotal),
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

/** An empty page still brings one row, with the total alone. */
function readPage(answer: SqlResult, width: number, withTotal: boolean): QueryPage {
  if (!withTotal) return { rows: answer.rows };
  const total = Number(answer.rows[0]?.[width] ?? 0);
  const present = (row: readonly Cell[]): boolean => row[width + 1] === true;
  return { total, rows: answer.rows.filter(present).map((row) => row.slice(0, width)) };
}
