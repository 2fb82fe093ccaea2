import { defaultLimits } from "../../base/limits.ts";
import { CheckRun } from "./check/check-run.ts";
import { refuseGlobal } from "./check/refuse-global.ts";
import type { PqlLimits } from "./cursor.ts";
import { checkConditions, noGlobal, rowsReason } from "./plan/check-query.ts";
import { Filters } from "./plan/filters.ts";
import { caught, pqlProblem } from "./problem.ts";
import type { CompileContext, CompiledValues, ValuesQuery } from "./query.ts";
import { Scope } from "./sql/scope.ts";
import { SqlWriter } from "./sql/sql-writer.ts";
import { settled } from "./unify.ts";

/** The distinct values of a column and how many rows have each, most first. */
export function compileValues(
  query: ValuesQuery,
  context: CompileContext,
  limits: PqlLimits = defaultLimits,
): CompiledValues {
  const result = caught((): CompiledValues => {
    const run = new CheckRun(context, limits);
    const expression = run.row(query.node, "A column");
    refuseGlobal(expression, "a column whose values are counted", rowsReason);
    const table = run.tableOf(expression);
    if (table === undefined) {
      throw pqlProblem(
        expression.span,
        "pql-level",
        "A constant has no values of rows.",
        "Expected a column, and found something that no row decides.",
        "Name a column.",
      );
    }
    const filters = new Filters(checkConditions(query.conditions, run), run.joins);
    filters.checkReach(table);
    const writer = new SqlWriter(context.dialect, run.joins, noGlobal);
    const scope = new Scope(writer, table);
    const value = scope.expression(expression);
    const where = filters.where(scope, writer);
    const rows = `SELECT ${value} AS v, count(*) AS n FROM ${scope.from()}${where} GROUP BY 1`;
    const text = writer.dialect.cast("v", "STRING");
    const containing =
      query.containing === undefined
        ? ""
        : ` WHERE lower(${text}) LIKE ${writer.bind(`%${escaped(query.containing.toLowerCase())}%`, "STRING")} ESCAPE '\\'`;
    return {
      kind: "compiled",
      type: settled(expression.type),
      table,
      statement: writer.statement(
        `SELECT v, n FROM (${rows}) AS ${writer.alias()}${containing} ORDER BY n DESC, v NULLS LAST LIMIT ${Math.trunc(query.limit)}`,
      ),
    };
  });
  return "value" in result ? result.value : { kind: "invalid", findings: result.findings };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
