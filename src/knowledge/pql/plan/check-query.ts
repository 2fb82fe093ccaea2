import { didYouMean } from "../../../base/nearest.ts";
import type { Finding } from "../../../base/finding.ts";
import type { CheckRun } from "../check/check-run.ts";
import { listOf } from "../check/describe.ts";
import { refuseGlobal } from "../check/refuse-global.ts";
import type { PqlNode } from "../ast.ts";
import type { Expression } from "../expression.ts";
import { PqlProblem, pqlProblem } from "../problem.ts";
import type { PqlQuery, QueryColumn } from "../query.ts";
import { levelOf } from "../tables-of.ts";
import type { Condition } from "./filters.ts";

export interface CheckedColumn {
  readonly id: string;
  readonly role: "attribute" | "kpi";
  readonly expression: Expression;
}

/** The columns of a query, each of the level of its role. */
export function checkColumns(
  columns: readonly QueryColumn[],
  run: CheckRun,
): readonly CheckedColumn[] {
  if (columns.length === 0) {
    throw pqlProblem(
      { start: 0, end: 0 },
      "pql-syntax",
      "The query has no columns.",
      "Expected at least one attribute or KPI.",
      "Name a column.",
    );
  }
  return columns.map(({ id, node, role }) =>
    at(id, () => {
      const expression = run.check(node);
      const level = levelOf(expression);
      if (role === "kpi" && level === "row") {
        throw pqlProblem(
          expression.span,
          "pql-level",
          `The KPI ${id} has a value for each row.`,
          "A KPI aggregates rows; a value of each row is an attribute.",
          "Aggregate it, as in SUM(column), or make it an attribute of a record.",
        );
      }
      if (role === "attribute" && level === "aggregate") {
        throw pqlProblem(
          expression.span,
          "pql-level",
          `The attribute ${id} is an aggregate.`,
          "An attribute has a value for each row; an aggregate of many rows is a KPI.",
          "Make it a KPI, or compute it for each row by a PU function.",
        );
      }
      run.tableOf(expression);
      return { id, role, expression };
    }),
  );
}

/** Conditions with the table that each is about. */
export function checkConditions(nodes: readonly PqlNode[], run: CheckRun): readonly Condition[] {
  return nodes.map((node, index) =>
    at(`conditions[${index}]`, () => {
      const expression = run.condition(node, "A filter");
      refuseGlobal(
        expression,
        "a filter",
        "GLOBAL depends on the filters, so a filter by it would depend on itself.",
      );
      return { expression, table: run.tableOf(expression) };
    }),
  );
}

/** The place of each key of `orderBy` among the columns. */
export function checkOrder(query: PqlQuery): readonly {
  readonly index: number;
  readonly descending: boolean;
}[] {
  return query.orderBy.map(({ columnId, descending }) => {
    const index = query.columns.findIndex((column) => column.id === columnId);
    if (index >= 0) return { index, descending };
    const ids = query.columns.map((column) => column.id);
    throw pqlProblem(
      { start: 0, end: 0 },
      "pql-unknown-name",
      `The order is by ${columnId}, which is not among the columns.`,
      `The columns are ${listOf(ids)}. ${didYouMean(columnId, ids)}`.trim(),
      `Order by one of them, or add ${columnId} to the columns.`,
    );
  });
}

/** Says in findings which column or condition they are about. */
export function at<T>(setting: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PqlProblem) || error.finding.place.setting !== undefined) throw error;
    const finding: Finding = { ...error.finding, place: { ...error.finding.place, setting } };
    throw new PqlProblem(finding);
  }
}

export const rowsReason = "Expected a value that each row has by itself.";

/** For SQL of which the checker has refused GLOBAL. */
export function noGlobal(): never {
  throw new Error("assertion failed: GLOBAL was refused");
}
