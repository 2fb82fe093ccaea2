import { defaultLimits } from "../../base/limits.ts";
import { CheckRun } from "./check/check-run.ts";
import { tableName } from "./check/describe.ts";
import { refuseGlobal } from "./check/refuse-global.ts";
import type { PqlLimits } from "./cursor.ts";
import { at, checkConditions, noGlobal, rowsReason } from "./plan/check-query.ts";
import { Filters } from "./plan/filters.ts";
import { caught, pqlProblem } from "./problem.ts";
import type { CompileContext, CompiledRows, RowsQuery } from "./query.ts";
import { Scope } from "./sql/scope.ts";
import { SqlWriter } from "./sql/sql-writer.ts";
import { settled } from "./unify.ts";

/** The rows of one table that the conditions leave, as SQL to go on from. */
export function compileRows(
  query: RowsQuery,
  context: CompileContext,
  limits: PqlLimits = defaultLimits,
): CompiledRows {
  const result = caught((): CompiledRows => {
    const run = new CheckRun(context, limits);
    const expressions = query.columns.map(({ name, node }) =>
      at(name, () => {
        const expression = run.row(node, "A column of rows");
        refuseGlobal(expression, "the columns of rows", rowsReason);
        run.commonTable(
          new Set([query.table, ...tablesUnder(query.table, expression, run)]),
          expression.span,
        );
        return { name, expression };
      }),
    );
    const filters = new Filters(checkConditions(query.conditions, run), run.joins);
    filters.checkReach(query.table);
    const writer = new SqlWriter(context.dialect, run.joins, noGlobal);
    const scope = new Scope(writer, query.table);
    const selected = expressions.map(
      ({ name, expression }) =>
        `${scope.expression(expression)} AS ${context.dialect.identifier(name)}`,
    );
    const where = filters.where(scope, writer);
    const body = `SELECT ${[...selected, `${scope.row} AS "$row"`].join(", ")} FROM ${scope.from()}${where}`;
    return {
      kind: "compiled",
      statement: writer.statement(body),
      columns: expressions.map(({ name, expression }) => ({
        id: name,
        type: settled(expression.type),
      })),
    };
  });
  return "value" in result ? result.value : { kind: "invalid", findings: result.findings };
}

/** The tables of an expression; a problem when its own is below the table whose rows are asked for. */
function tablesUnder(
  table: string,
  expression: Parameters<CheckRun["tableOf"]>[0],
  run: CheckRun,
): readonly string[] {
  const own = run.tableOf(expression);
  if (own === undefined || own === table || run.joins.up(table, own).kind === "path") {
    return own === undefined ? [] : [own];
  }
  throw pqlProblem(
    expression.span,
    "pql-join",
    `A row of ${tableName(table)} has no single value of this column.`,
    `The column is of ${tableName(own)}, which ${tableName(table)} does not refer to by foreign keys.`,
    `Pull it up by a PU function, as in PU_MAX(${tableName(table)}, column).`,
  );
}
