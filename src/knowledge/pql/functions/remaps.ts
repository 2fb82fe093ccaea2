import type { CallNode, PqlNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { ColumnType } from "../../data/data-schema.ts";
import type { Expression, PqlValue } from "../expression.ts";
import type { DerivedFunction, PqlFunction } from "../function.ts";
import { compareValues } from "./compare-values.ts";

export const remaps: readonly PqlFunction[] = [
  remap("REMAP_VALUES", "STRING", "REMAP_VALUES(column, ['from', 'to'], … [, default])"),
  remap("REMAP_INTS", "INT", "REMAP_INTS(column, [1, 10], … [, default])"),
];

function remap(name: string, type: ColumnType, syntax: string): DerivedFunction {
  return {
    kind: "derived",
    name,
    syntax,
    summary: "Replaces values by others; those not named stay, or become the default.",
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    derive: (call, checker) => {
      const [value, ...rest] = call.kind === "call" ? call.arguments : [];
      const pairs: (readonly [PqlNode, PqlNode])[] = [];
      const others: PqlNode[] = [];
      for (const node of rest) {
        const [from, to, more] = node.kind === "list" ? node.items : [];
        if (from !== undefined && to !== undefined && more === undefined) pairs.push([from, to]);
        else others.push(node);
      }
      if (
        value === undefined ||
        pairs.length === 0 ||
        others.length > 1 ||
        others[0]?.kind === "list"
      ) {
        throw checker.wrongArguments(call, syntax);
      }
      return remapped(name, type, { call, value, pairs, otherwise: others[0] }, checker);
    },
  };
}

function remapped(
  name: string,
  type: ColumnType,
  given: {
    readonly call: Pick<CallNode, "span">;
    readonly value: PqlNode;
    readonly pairs: readonly (readonly [PqlNode, PqlNode])[];
    readonly otherwise: PqlNode | undefined;
  },
  checker: Checker,
): Expression {
  const operand = checker.any(given.value, `The column of ${name}`, [type]);
  const known = (node: PqlNode): Expression => checker.row(node, `A value of ${name}`, [type]);
  const pairs = given.pairs.map(([from, to]) => [known(from), known(to)] as const);
  const otherwise = given.otherwise === undefined ? undefined : known(given.otherwise);
  const parts = [operand, ...pairs.flat(), ...(otherwise === undefined ? [] : [otherwise])];
  return {
    kind: "call",
    name,
    arguments: parts,
    type,
    span: checker.span(given.call),
    body: {
      type,
      key: String(pairs.length),
      sql: ([value = "", ...sqls]) => {
        const branches = pairs.map((_, index) => {
          const [from, to] = sqls.slice(index * 2, index * 2 + 2);
          return ` WHEN ${value} IS NOT DISTINCT FROM ${from} THEN ${to}`;
        });
        const last = otherwise === undefined ? value : sqls.at(-1);
        return `(CASE${branches.join("")} ELSE ${last} END)`;
      },
      evaluate: ([value = null, ...values]) => {
        for (let index = 0; index < pairs.length; index++) {
          const [from = null, to = null] = values.slice(index * 2, index * 2 + 2);
          if (same(value, from)) return to;
        }
        return otherwise === undefined ? value : (values.at(-1) ?? null);
      },
    },
  };
}

function same(a: PqlValue, b: PqlValue): boolean {
  return a === null || b === null ? a === b : compareValues(a, b) === 0;
}
