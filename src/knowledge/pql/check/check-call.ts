import { unreachable } from "../../../base/errors.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import { constantValue } from "../constant-value.ts";
import type { AggregateExpression, Expression, PqlValue } from "../expression.ts";
import {
  ArgumentMismatch,
  type AggregateFunction,
  type GivenArguments,
  type Parameter,
  type PqlFunction,
  type RowFunction,
} from "../function.ts";
import { functionNames, functionNamed } from "../functions/catalog.ts";
import { pqlProblem } from "../problem.ts";
import { levelOf } from "../tables-of.ts";
import type { CheckRun } from "./check-run.ts";

/** A call of a function by its declaration. */
export function checkCall(node: CallNode, run: CheckRun): Expression {
  const declared = functionNamed(node.name);
  if (declared === undefined) {
    throw pqlProblem(
      run.span(node),
      "pql-unknown-name",
      `Unknown function ${node.name}.`,
      didYouMean(node.name, functionNames()) || "No function has a name like it.",
      "Use a function of PQL that is supported.",
    );
  }
  refuseExtras(node, declared, run);
  switch (declared.kind) {
    case "derived":
      return declared.derive(node, run);
    case "row": {
      const { expressions, given } = checkArguments(declared, node, run);
      return applyRow(declared, expressions, given, node, run);
    }
    case "aggregate":
      return checkAggregate(declared, node, run);
    default:
      return unreachable(declared);
  }
}

export function checkSpecial(node: SpecialNode, run: CheckRun): Expression {
  const declared = functionNamed(node.name);
  if (declared?.kind === "derived") return declared.derive(node, run);
  throw pqlProblem(
    run.span(node),
    "pql-unknown-name",
    `${node.name} cannot stand here.`,
    "It is a part of another function.",
    "Write it as an argument of the function that takes it.",
  );
}

/** A row function with arguments that are checked already. */
export function applyRow(
  declared: RowFunction,
  expressions: readonly Expression[],
  given: GivenArguments,
  node: PqlNode,
  run: CheckRun,
): Expression {
  const levels = new Set(expressions.map(levelOf));
  if (levels.has("row") && levels.has("aggregate")) throw mixed(declared.name, node, run);
  const body = bodyOf(() => declared.body(given), declared, node, run);
  return {
    kind: "call",
    name: declared.name,
    arguments: expressions,
    body,
    type: body.type,
    span: run.span(node),
  };
}

/** What `declared.body` wants to know of arguments without words. */
export function givenBy(expressions: readonly Expression[], run: CheckRun): GivenArguments {
  return {
    types: expressions.map((expression) => expression.type),
    words: [],
    values: expressions.map(constantValue),
    distinct: false,
    nowMicros: run.nowMicros,
  };
}

/** The aggregate of a call, also of the one inside a PU function. */
export function checkAggregate(
  declared: AggregateFunction,
  node: CallNode,
  run: CheckRun,
): AggregateExpression {
  const { expressions, given } = checkArguments(declared, node, run);
  for (const expression of expressions) {
    if (levelOf(expression) !== "aggregate") continue;
    throw pqlProblem(
      expression.span,
      "pql-level",
      `${declared.name} cannot be applied to an aggregate.`,
      "Plain aggregates may not be nested.",
      `Compute the inner one for each row of a table by a PU function, as in ${declared.name}(PU_SUM("CASES", "ACTIVITIES"."COST")).`,
    );
  }
  const orderBy = node.orderBy.map(({ node: key, descending }) => ({
    expression: run.row(key, `A key of ORDER BY in ${declared.name}`),
    descending,
  }));
  const body = bodyOf(() => declared.body(given), declared, node, run);
  const aggregate: AggregateExpression = {
    kind: "aggregate",
    name: declared.name,
    arguments: expressions,
    orderBy,
    body,
    type: body.type,
    span: run.span(node),
  };
  if (
    [...expressions, ...orderBy.map((key) => key.expression)].every((e) => levelOf(e) !== "row")
  ) {
    throw pqlProblem(
      run.span(node),
      "pql-level",
      `${declared.name} has no rows to look at.`,
      "Its argument names no column, so it is open over which table it goes.",
      'Count rows by COUNT_TABLE("TABLE"), or use a column in the argument.',
    );
  }
  return aggregate;
}

function checkArguments(
  declared: RowFunction | AggregateFunction,
  node: CallNode,
  run: CheckRun,
): { readonly expressions: readonly Expression[]; readonly given: GivenArguments } {
  const expressions: Expression[] = [];
  const words: string[] = [];
  const values: (PqlValue | undefined)[] = [];
  const { parameters } = declared;
  const last = parameters.at(-1);
  const required = parameters.filter((parameter) => parameter.optional !== true).length;
  const most = last?.repeats === true ? Infinity : parameters.length;
  if (node.arguments.length < required || node.arguments.length > most) {
    throw pqlProblem(
      run.span(node),
      "pql-syntax",
      `${declared.name} has ${node.arguments.length} argument${node.arguments.length === 1 ? "" : "s"}.`,
      `Expected ${declared.syntax}.`,
      `Write ${declared.syntax}.`,
    );
  }
  for (const [index, argument] of node.arguments.entries()) {
    const parameter = parameters[index] ?? last;
    if (parameter === undefined) continue;
    const where = `The ${parameter.name} of ${declared.name}`;
    if (parameter.words !== undefined) {
      words.push(checkWord(parameter, argument, declared, run));
    } else if (parameter.constant === true) {
      const value = run.constant(argument, where, parameter.types ?? []);
      expressions.push(run.check(argument));
      values.push(value);
    } else {
      const expression = run.check(argument);
      run.expectType(expression, where, parameter.types);
      expressions.push(expression);
      values.push(constantValue(expression));
    }
  }
  const types = expressions.map((expression) => expression.type);
  const { distinct } = node;
  return { expressions, given: { types, words, values, distinct, nowMicros: run.nowMicros } };
}

function checkWord(
  parameter: Parameter,
  node: PqlNode,
  declared: PqlFunction,
  run: CheckRun,
): string {
  const words = parameter.words ?? [];
  const found =
    node.kind === "name" ? words.find((word) => word === node.name.toUpperCase()) : undefined;
  if (found !== undefined) return found;
  const written = node.kind === "name" ? ` ${didYouMean(node.name, words)}` : "";
  throw pqlProblem(
    run.span(node),
    "pql-syntax",
    `The ${parameter.name} of ${declared.name} is not one of its words.`,
    `Expected one of ${words.join(", ")}.${written}`.trimEnd(),
    `Write one of them without quotes: ${declared.syntax}.`,
  );
}

function refuseExtras(node: CallNode, declared: PqlFunction, run: CheckRun): void {
  if (declared.kind === "derived") return;
  const takesDistinct = declared.kind === "aggregate" && declared.takesDistinct;
  const takesOrder = declared.kind === "aggregate" && declared.takesOrder;
  const extra =
    node.distinct && !takesDistinct
      ? "DISTINCT"
      : node.orderBy.length > 0 && !takesOrder
        ? "ORDER BY"
        : undefined;
  if (extra === undefined) return;
  throw pqlProblem(
    run.span(node),
    "pql-syntax",
    `${declared.name} takes no ${extra}.`,
    `Expected ${declared.syntax}.`,
    `Remove ${extra}.`,
  );
}

function bodyOf<T>(make: () => T, declared: PqlFunction, node: PqlNode, run: CheckRun): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ArgumentMismatch)) throw error;
    throw pqlProblem(
      run.span(node),
      "pql-type",
      `The arguments of ${declared.name} do not go together.`,
      error.reason,
      error.resolution,
    );
  }
}

function mixed(name: string, node: PqlNode, run: CheckRun): Error {
  return pqlProblem(
    run.span(node),
    "pql-level",
    `${name} mixes a column with an aggregate.`,
    "A column has a value for each row, an aggregate one for many rows.",
    "Aggregate the column too (SUM, MAX, …), or make the aggregate a value of each row by a PU function or GLOBAL(…).",
  );
}
