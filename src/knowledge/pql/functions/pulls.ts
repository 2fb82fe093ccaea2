import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import { tableName } from "../check/describe.ts";
import { refuseGlobal } from "../check/refuse-global.ts";
import { domainTable } from "../domain-table.ts";
import { evaluatePulled, sqlOfPulled } from "../pulled.ts";
import { expressionKey } from "../expression-key.ts";
import type { AggregateExpression, Expression } from "../expression.ts";
import type { AggregateFunction, DerivedFunction } from "../function.ts";
import { pqlProblem } from "../problem.ts";
import { tablesOfAggregate } from "../tables-of.ts";

/** The PU function of an aggregate: `PU_SUM("CASES", "ACTIVITIES"."COST" [, condition] [, ORDER BY key])`. */
export function pullFunction(declared: AggregateFunction): DerivedFunction {
  const inner = declared.parameters.map((parameter) => parameter.name).join(", ");
  const order = declared.takesOrder ? " [, ORDER BY key]" : "";
  return {
    kind: "derived",
    name: `PU_${declared.name}`,
    syntax: `PU_${declared.name}(table|DOMAIN_TABLE(columns)|CONSTANT(), ${inner} [, condition]${order})`,
    summary: `${declared.summary} For each row of a table, over the rows below it; filters are ignored.`,
    source: `docs.celonis.com/en/pu_${declared.name.toLowerCase()}.html`,
    derive(call, checker) {
      return pull(declared, this.syntax, call, checker);
    },
  };
}

function pull(
  declared: AggregateFunction,
  syntax: string,
  call: CallNode | SpecialNode,
  checker: Checker,
): Expression {
  const [target, ...rest] = call.kind === "call" ? call.arguments : [];
  const given = rest.slice(0, declared.parameters.length);
  const [condition, ...more] = rest.slice(declared.parameters.length);
  if (call.kind !== "call" || target === undefined || given.length === 0 || more.length > 0) {
    throw checker.wrongArguments(call, syntax);
  }
  if (call.orderBy.length > 0 && !declared.takesOrder) throw checker.wrongArguments(call, syntax);
  const plain = checker.aggregate(declared, { ...call, arguments: given });
  const aggregate: AggregateExpression =
    condition === undefined
      ? plain
      : { ...plain, filter: checker.condition(condition, `The condition of ${call.name}`) };
  for (const part of [aggregate, ...aggregate.orderBy.map((key) => key.expression)]) {
    refuseGlobal(part, "a PU function", ignoring);
  }
  if (aggregate.filter !== undefined) refuseGlobal(aggregate.filter, "a PU function", ignoring);
  const source = checker.commonTable(tablesOfAggregate(aggregate), plain.span);
  const to = targetOf(target, call, checker);
  if (to !== undefined) checkRelation(to, source, call, checker);
  return {
    kind: "derived",
    id: `${call.name}(${JSON.stringify(to ?? null)},${expressionKey(aggregate)})`,
    name: call.name,
    type: aggregate.type,
    span: checker.span(call),
    empty: aggregate.body.empty,
    ...(to === undefined ? {} : { table: to }),
    source: sqlOfPulled(aggregate, source, to, checker.joins),
    evaluate: (data) => evaluatePulled(aggregate, source, to, data),
  };
}

const ignoring = "PU functions ignore the filters, and GLOBAL depends on them.";

/** The table that the values are pulled up to, or undefined for `CONSTANT()`. */
function targetOf(node: PqlNode, call: CallNode, checker: Checker): string | undefined {
  if (node.kind !== "call") return checker.table(node, `The target of ${call.name}`);
  if (node.name === "CONSTANT" && node.arguments.length === 0) return undefined;
  if (node.name === "DOMAIN_TABLE" && node.arguments.length > 0) {
    const columns = node.arguments.map((column) => checker.row(column, "A column of DOMAIN_TABLE"));
    for (const column of columns) refuseGlobal(column, "DOMAIN_TABLE", ignoring);
    const tables = new Set(columns.map((column) => checker.tableOf(column) ?? ""));
    if (tables.has("")) throw checker.wrongArguments(node, "DOMAIN_TABLE(column, …)");
    const table = domainTable(columns, checker.commonTable(tables, checker.span(node)));
    checker.generate(table);
    return table.id;
  }
  throw checker.wrongArguments(call, `${call.name}("TABLE"|DOMAIN_TABLE(columns)|CONSTANT(), …)`);
}

function checkRelation(target: string, source: string, call: CallNode, checker: Checker): void {
  const span = checker.span(call);
  const path = checker.joins.up(source, target);
  const [to, from] = [tableName(target), tableName(source)];
  if (path.kind === "path" && path.joins.length > 0) return;
  if (path.kind === "ambiguous") {
    throw pqlProblem(
      span,
      "pql-join",
      `There is more than one way from ${from} to ${to}.`,
      `The ways are ${path.via.join(" or ")}.`,
      `Bind the source to a table on one of the ways, as in ${call.name}(${to}, BIND("TABLE", column)).`,
    );
  }
  if (source === target) {
    throw pqlProblem(
      span,
      "pql-join",
      `${call.name} pulls values of ${from} up to ${from} itself.`,
      "The target has to be on the 1 side of the source (1:N).",
      `Aggregate by columns of the same table: ${call.name}(DOMAIN_TABLE(${from}."COLUMN"), …), or over everything: ${call.name}(CONSTANT(), …).`,
    );
  }
  const reverse = checker.joins.up(target, source).kind !== "none";
  const below = checker.joins.belowAll([source, target])[0];
  throw pqlProblem(
    span,
    "pql-join",
    `The rows of ${from} do not belong to rows of ${to}.`,
    `${call.name} needs a target on the 1 side of the source (1:N)${reverse ? `; here ${to} is on the N side of ${from}` : ""}.`,
    reverse
      ? `Use the column as it is: one row of ${from} belongs to each row of ${to}.`
      : below === undefined
        ? "Choose a target that the source refers to by foreign keys, or CONSTANT()."
        : `Bind the value to ${tableName(below)} first: ${call.name}(${to}, BIND(${tableName(below)}, column)).`,
  );
}
