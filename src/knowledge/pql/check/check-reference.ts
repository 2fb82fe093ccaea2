import { didYouMean } from "../../../base/nearest.ts";
import type { CallNode, ColumnNode, ParameterNode, VariableNode } from "../ast.ts";
import type { Expression } from "../expression.ts";
import { pqlProblem } from "../problem.ts";
import type { CheckRun } from "./check-run.ts";
import { columnName, listOf, tableName } from "./describe.ts";

const noParameters: ReadonlyMap<string, Expression> = new Map();

/** A column of a table, or else an attribute of a record. */
export function checkColumn(node: ColumnNode, run: CheckRun): Expression {
  const { table, column } = node;
  const span = run.span(node);
  const type = run.schema.tables.get(table)?.columns.get(column);
  if (type !== undefined) return { kind: "column", table, column, type, span };
  const attribute = run.context.names.attribute(table, column);
  if (attribute !== undefined) {
    return run.inside(`${table}.${column}`, span, noParameters, () => run.check(attribute));
  }
  const columns = run.schema.tables.get(table)?.columns;
  if (columns === undefined) {
    const tables = [...run.schema.tables.keys()];
    const near =
      didYouMean(table, tables) || didYouMean(`${table}.${column}`, run.context.names.attributeIds);
    throw pqlProblem(
      span,
      "pql-unknown-name",
      `Unknown table ${tableName(table)}.`,
      `The tables are ${listOf(tables.map(tableName))}. ${near}`.trim(),
      "Write the name as it is in the data model; capitals and small letters differ.",
    );
  }
  const names = [...columns.keys()];
  throw pqlProblem(
    span,
    "pql-unknown-name",
    `Unknown column ${columnName(table, column)}.`,
    `${tableName(table)} has ${listOf(names.map(tableName))}. ${didYouMean(column, names)}`.trim(),
    "Write the name as it is in the data model; capitals and small letters differ.",
  );
}

export function checkVariable(node: VariableNode, run: CheckRun): Expression {
  const span = run.span(node);
  const value = run.context.names.variable(node.name);
  if (value === undefined) {
    const names = run.context.names.variableNames;
    throw pqlProblem(
      span,
      "pql-unknown-name",
      `Unknown variable \${${node.name}}.`,
      names.length === 0
        ? "There are no variables here."
        : `The variables are ${listOf(names)}. ${didYouMean(node.name, names)}`.trim(),
      "Use the id of a variable of the knowledge model, or write the value itself.",
    );
  }
  return literal(value, span);
}

/** `KPI("id", a, b)`: the KPI with `{p1}` and `{p2}` replaced. */
export function checkKpi(node: CallNode, run: CheckRun): Expression {
  const span = run.span(node);
  const [first, ...given] = node.arguments;
  const id = first?.kind === "name" ? first.name : first?.kind === "text" ? first.value : undefined;
  if (id === undefined) {
    throw pqlProblem(
      span,
      "pql-syntax",
      "KPI needs the id of a KPI.",
      'Expected KPI("id") or KPI("id", value, …).',
      'Write the id in double quotes, such as KPI("ORDER_COUNT").',
    );
  }
  const kpi = run.context.names.kpi(id);
  if (kpi === undefined) {
    const ids = run.context.names.kpiIds;
    throw pqlProblem(
      span,
      "pql-unknown-name",
      `Unknown KPI "${id}".`,
      ids.length === 0
        ? "There are no KPIs here."
        : `The KPIs are ${listOf(ids)}. ${didYouMean(id, ids)}`.trim(),
      "Use the id of a KPI of the knowledge model.",
    );
  }
  const parameters = new Map<string, Expression>();
  for (const [index, { id: name, value }] of kpi.parameters.entries()) {
    const expression = literal(value, span);
    parameters.set(name, expression).set(`p${index + 1}`, expression);
  }
  for (const [index, argument] of given.entries()) {
    const expression = run.check(argument);
    parameters.set(`p${index + 1}`, expression);
    const name = kpi.parameters[index]?.id;
    if (name !== undefined) parameters.set(name, expression);
  }
  return run.inside(`KPI "${id}"`, span, parameters, () => run.check(kpi.node));
}

export function checkParameter(node: ParameterNode, run: CheckRun): Expression {
  const found = run.parameters?.get(node.name);
  if (found !== undefined) return found;
  const names = [...(run.parameters?.keys() ?? [])].map((name) => `{${name}}`);
  throw pqlProblem(
    run.span(node),
    "pql-unknown-name",
    `Unknown parameter {${node.name}}.`,
    names.length === 0
      ? "Parameters stand in KPIs that declare them."
      : `The parameters are ${listOf(names)}.`,
    'Declare it among the parameters of the KPI, or pass it: KPI("id", value).',
  );
}

function literal(value: string | number | boolean, span: Expression["span"]): Expression {
  if (typeof value === "string") return { kind: "value", type: "STRING", value, span };
  if (typeof value === "boolean") return { kind: "value", type: "BOOLEAN", value, span };
  return { kind: "value", type: Number.isSafeInteger(value) ? "INT" : "FLOAT", value, span };
}
