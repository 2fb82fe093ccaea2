import type { CallNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import { tableName } from "../check/describe.ts";
import type { DerivedFunction, PqlFunction } from "../function.ts";
import { pqlProblem } from "../problem.ts";
import { levelOf } from "../tables-of.ts";
import { countRows } from "./aggregates.ts";

export const scopes: readonly PqlFunction[] = [
  {
    kind: "derived",
    name: "COUNT_TABLE",
    syntax: 'COUNT_TABLE("TABLE")',
    summary: "How many rows a table has.",
    source: "docs.celonis.com/en/count_table.html",
    derive(call, checker) {
      const node = only(call, this.syntax, checker);
      const table = checker.table(node, "The argument of COUNT_TABLE");
      return {
        kind: "aggregate",
        name: "COUNT_TABLE",
        arguments: [],
        orderBy: [],
        table,
        body: countRows,
        type: "INT",
        span: checker.span(call),
      };
    },
  },
  {
    kind: "derived",
    name: "GLOBAL",
    syntax: "GLOBAL(aggregate)",
    summary: "An aggregate over everything that the filters leave, whatever it is grouped by.",
    source: "docs.celonis.com/en/global.html",
    derive(call, checker) {
      const operand = checker.any(only(call, this.syntax, checker), "The argument of GLOBAL");
      if (levelOf(operand) === "aggregate") {
        return { kind: "global", operand, type: operand.type, span: checker.span(call) };
      }
      throw pqlProblem(
        checker.span(call),
        "pql-level",
        "GLOBAL needs an aggregate.",
        "Expected an aggregate such as SUM or COUNT_TABLE, and found a value of each row.",
        "Aggregate it first, as in GLOBAL(AVG(column)).",
      );
    },
  },
  {
    kind: "derived",
    name: "BIND",
    syntax: 'BIND("TABLE", column)',
    summary: "A value of a parent as a column of the table below it, for PU functions to pull up.",
    source: "help.celonis.de/pql47/en/bind",
    derive(call, checker) {
      const [target, node, ...more] = call.kind === "call" ? call.arguments : [];
      if (target === undefined || node === undefined || more.length > 0) {
        throw checker.wrongArguments(call, this.syntax);
      }
      const table = checker.table(target, "The target of BIND");
      const operand = checker.row(node, "The value of BIND");
      const from = checker.tableOf(operand);
      const span = checker.span(call);
      if (from === undefined || checker.joins.up(table, from).kind === "path") {
        return { kind: "bind", table, operand, type: operand.type, span };
      }
      throw pqlProblem(
        span,
        "pql-join",
        `No single row of ${tableName(from)} belongs to a row of ${tableName(table)}.`,
        "BIND takes a value from the 1 side to the N side, along one way of foreign keys.",
        `Pull values from the N side up by a PU function, as in PU_SUM(${tableName(table)}, column).`,
      );
    },
  },
  onlyInside(
    "DOMAIN_TABLE",
    "DOMAIN_TABLE(column, …)",
    "The distinct combinations of values, as target of a PU function.",
  ),
  onlyInside("CONSTANT", "CONSTANT()", "Everything, as target of a PU function."),
];

function only(
  call: CallNode | SpecialNode,
  syntax: string,
  checker: Checker,
): CallNode["arguments"][number] {
  const [node, ...more] = call.kind === "call" ? call.arguments : [];
  if (node === undefined || more.length > 0) throw checker.wrongArguments(call, syntax);
  return node;
}

function onlyInside(name: string, syntax: string, summary: string): DerivedFunction {
  return {
    kind: "derived",
    name,
    syntax,
    summary,
    source: "help.celonis.de/display/PQL47/Pull+Up+Aggregation+-+Table+Options",
    derive: (call, checker) => {
      throw pqlProblem(
        checker.span(call),
        "pql-syntax",
        `${name} is no value.`,
        "It stands as the first argument of a PU function.",
        `Write PU_COUNT(${syntax}, "TABLE"."COLUMN").`,
      );
    },
  };
}
