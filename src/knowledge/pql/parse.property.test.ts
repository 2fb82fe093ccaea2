import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import type { BinaryOperator, PqlNode } from "./ast.ts";
import { parsePql, parsePqlFilters } from "./parse.ts";
import { printPql } from "./print.ts";
import { withoutSpans } from "./testing/without-spans.ts";

const span = { start: 0, end: 0 };
const word = fc.constantFrom("CASES", "a_b", "ORDER", "Größe", "case", "x1");
const anyName = fc.oneof(word, fc.string({ minLength: 1, maxLength: 8 }));

const leaf: fc.Arbitrary<PqlNode> = fc.oneof(
  fc.string({ maxLength: 10 }).map((value): PqlNode => ({ kind: "text", value, span })),
  fc
    .constantFrom("'", "\\", "\\'", "\\%", "a\\", '"', "--", "$1")
    .map((value): PqlNode => ({ kind: "text", value, span })),
  fc.nat().map((value): PqlNode => ({ kind: "number", value, type: "INT", span })),
  fc
    .double({ min: 0, noNaN: true, noDefaultInfinity: true })
    .map((value): PqlNode => ({ kind: "number", value: Math.abs(value), type: "FLOAT", span })),
  fc.constant<PqlNode>({ kind: "number", value: 2n ** 60n, type: "INT", span }),
  fc.constant<PqlNode>({ kind: "date", value: "2024-01-31T12:30:00.000001", span }),
  fc.boolean().map((value): PqlNode => ({ kind: "boolean", value, span })),
  fc.constant<PqlNode>({ kind: "null", span }),
  anyName.map((name): PqlNode => ({ kind: "name", name, quoted: true, span })),
  fc.constant<PqlNode>({ kind: "name", name: "DAYS", quoted: false, span }),
  fc
    .tuple(anyName, anyName)
    .map(([table, column]): PqlNode => ({ kind: "column", table, column, quoted: true, span })),
  fc.constant<PqlNode>({ kind: "column", table: "T", column: "END", quoted: false, span }),
  fc.constant<PqlNode>({ kind: "variable", name: "caller.region", span }),
  fc.constant<PqlNode>({ kind: "parameter", name: "p1", span }),
);

const binaryOperators: readonly BinaryOperator[] = [
  ...(["OR", "AND", "=", "!=", "<", "<=", ">", ">=", "||", "+", "-", "*", "/", "%"] as const),
];

const { node } = fc.letrec<{ node: PqlNode }>((tie) => {
  const some = fc.array(tie("node"), { minLength: 1, maxLength: 3 });
  return {
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom("-" as const, "+" as const, "NOT" as const), tie("node"))
        .map(([operator, operand]): PqlNode => ({ kind: "unary", operator, operand, span })),
      fc
        .tuple(fc.constantFrom(...binaryOperators), tie("node"), tie("node"))
        .map(([operator, left, right]): PqlNode => ({
          kind: "binary",
          operator,
          left,
          right,
          span,
        })),
      fc
        .tuple(tie("node"), tie("node"), fc.boolean())
        .map(([operand, pattern, negated]): PqlNode => ({
          kind: "like",
          operand,
          pattern,
          negated,
          span,
        })),
      fc.tuple(tie("node"), some, fc.boolean()).map(([operand, items, negated]): PqlNode => ({
        kind: "in",
        operand,
        items,
        negated,
        span,
      })),
      fc
        .tuple(tie("node"), tie("node"), tie("node"), fc.boolean())
        .map(([operand, low, high, negated]): PqlNode => ({
          kind: "between",
          operand,
          low,
          high,
          negated,
          span,
        })),
      fc
        .tuple(tie("node"), fc.boolean())
        .map(([operand, negated]): PqlNode => ({ kind: "is-null", operand, negated, span })),
      fc
        .tuple(
          fc.array(fc.tuple(tie("node"), tie("node")), { minLength: 1, maxLength: 2 }),
          tie("node"),
          fc.boolean(),
        )
        .map(([branches, otherwise, has]): PqlNode => ({
          kind: "case",
          // oxlint-disable-next-line unicorn/no-thenable -- the word of the language
          branches: branches.map(([when, then]) => ({ when, then })),
          otherwise: has ? otherwise : null,
          span,
        })),
      fc
        .array(tie("node"), { maxLength: 3 })
        .map((items): PqlNode => ({ kind: "list", items, span })),
      fc
        .tuple(
          fc.constantFrom("SUM", "COUNT", "F_1"),
          fc.boolean(),
          some,
          fc.array(fc.tuple(tie("node"), fc.boolean()), { maxLength: 2 }),
        )
        .map(([name, distinct, given, keys]): PqlNode => ({
          kind: "call",
          name,
          distinct,
          arguments: given,
          orderBy: keys.map(([key, descending]) => ({ node: key, descending })),
          span,
        })),
    ),
  };
});

describe("PQL text", () => {
  it("reads as the tree it was printed from", () => {
    fc.assert(
      fc.property(node, (tree) => {
        const text = printPql(tree);
        const parsed = parsePql(text);
        assert.ok(parsed.kind === "parsed", text);
        assert.deepEqual(withoutSpans(parsed.node), withoutSpans(tree), text);
      }),
      { numRuns: 400 },
    );
  });

  it("never throws, and every finding points inside it", () => {
    const pieces = fc.constantFrom(
      ..."( ) [ ] { } , ; . + - * / = <> || ' \" ${ ${a} {p {d'2024-01-01'} CASE WHEN THEN END IN LIKE NOT ORDER BY DISTINCT SUM T \"C\" 'x' 1 2.5 FILTER -- /* */ 1x é \u0000".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((words) => words.join(" ")),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(text, (source) => {
        for (const parsed of [parsePql(source), parsePqlFilters(source)]) {
          if (parsed.kind === "parsed") continue;
          for (const { place, error, reason, resolution } of parsed.findings) {
            assert.ok(place.span !== undefined);
            assert.ok(place.span.start >= 0 && place.span.end >= place.span.start);
            assert.ok(place.span.end <= source.length, `${source} ${JSON.stringify(place)}`);
            for (const words of [error, reason, resolution]) assert.notEqual(words, "");
          }
        }
      }),
      { numRuns: 600 },
    );
  });
});
