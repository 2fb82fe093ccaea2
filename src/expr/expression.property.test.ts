import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { Finding } from "../base/finding.ts";
import { defaultLimits } from "../base/limits.ts";
import { checkExpression } from "./check.ts";
import { compileExpression } from "./compile.ts";
import { EvaluationFailure } from "./failure.ts";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import { testScope } from "./scope-for-tests.ts";
import type { Value } from "./value.ts";

const names = { allow: "document", parameters: ["name"], libraries: [] } as const;
const atoms = [
  "$",
  "$a",
  "$b",
  "$missing",
  "$.a",
  "$['a b']",
  "$list",
  "$o.k",
  "_name",
  "1",
  "-1",
  "0.5",
  "12345678901234567890",
  "'x'",
  "'10'",
  '"it\'s"',
  "true",
  "null",
  "NaN",
  "/x+/g",
  "pipe",
  "snap.label",
  "[]",
  "{}",
  "Date.now()",
  "Math.PI",
  "Math.max",
  "x",
  "this",
  "sl.range(3)",
];
const operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in"];
const methods = [
  "toString",
  "length",
  "trim",
  "map",
  "filter",
  "sort",
  "push",
  "pop",
  "reverse",
  "split",
  "replace",
  "keys",
  "mapValues",
  "extend",
  "get",
  "concat",
  "slice",
  "join",
  "toFixed",
  "getTime",
  "plusDays",
  "sprintf",
  "repeat",
  "reduce",
  "match",
  "sum",
  "toObject",
  "eval",
  "splice",
  "charAt",
  "hasPath",
  "merge",
  "entries",
  "replaceAll",
];

/** Texts that are expressions, most of them without a meaning. */
const expressions = fc.letrec<{ any: string; tight: string }>((tie) => ({
  tight: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...atoms),
    tie("any").map((inner) => `(${inner})`),
    fc.array(tie("any"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.tuple(tie("tight"), tie("any")).map(([key, value]) => `{a: ${value}, [${key}]: 1, ...$o}`),
    fc
      .tuple(tie("tight"), fc.constantFrom(...methods), fc.array(tie("any"), { maxLength: 3 }))
      .map(
        ([owner, name, values]) => `${owner === "1" ? "(1)" : owner}.${name}(${values.join(", ")})`,
      ),
    fc.tuple(tie("tight"), tie("any")).map(([owner, index]) => `(${owner})[${index}]`),
  ),
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("tight"),
    fc
      .tuple(tie("tight"), fc.constantFrom(...operators), tie("tight"))
      .map((parts) => parts.join(" ")),
    fc.tuple(tie("tight"), tie("tight"), tie("tight")).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
    tie("tight").map((inner) => `!${inner}`),
    tie("tight").map((inner) => `- ${inner}`),
    tie("tight").map((inner) => `typeof ${inner}`),
    tie("any").map((body) => `(x, y = 2, ...z) => (${body})`),
    tie("any").map((body) => `x => (${body})`),
    fc
      .tuple(tie("tight"), tie("any"))
      .map(
        ([a, b]) =>
          `match ${a} { 1..=3 | 'x' => ${b}, [x, ...r] if x => r, {k: String} => 1, v => v }`,
      ),
  ),
})).any;

const documents: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Value>(null, true, 0, -1.5, 9007199254740993n, "", "x", "10", "2020-01-02"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "list", "o", "k", "__proto__"), tie("value"), {
      maxKeys: 5,
    }),
  ),
})).value;

const limits = {
  ...defaultLimits,
  expressionStepsMax: 10_000,
  expressionOutputSizeMax: 10_000,
};

function spansLieInside(source: string, findings: readonly Finding[]): void {
  for (const { place, error, reason, resolution } of findings) {
    assert.ok(place.span !== undefined);
    const { start, end } = place.span;
    assert.ok(start >= 0 && start <= end && end <= source.length, `${start}-${end} of ${source}`);
    assert.ok(error !== "" && reason !== "" && resolution !== "");
  }
}

function withoutSpans(tree: unknown): string {
  return JSON.stringify(tree, (key, item: unknown) => {
    if (key === "span" || key === "nameSpan") return undefined;
    if (typeof item === "bigint") return `${item}n`;
    return Object.is(item, -0) ? "-0" : item;
  });
}

describe("the expression language", () => {
  test("printing a tree and reading it again gives the same tree", () => {
    let read = 0;
    fc.assert(
      fc.property(expressions, (source) => {
        const first = parseExpression(source);
        if (!first.ok) return;
        read++;
        const printed = printExpression(first.tree);
        const second = parseExpression(printed);
        assert.ok(second.ok, printed);
        assert.equal(withoutSpans(second.tree), withoutSpans(first.tree), printed);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(read > 500);
  });

  test("evaluation throws EvaluationFailure and nothing else", () => {
    let evaluated = 0;
    const scope = testScope({ limits });
    const source = fc.tuple(expressions, documents, fc.boolean());
    fc.assert(
      fc.property(source, ([text, document, nullSafe]) => {
        const result = compileExpression(text, scope, { nullSafe, allow: "document" });
        if (!result.ok) return spansLieInside(text, result.findings);
        try {
          result.expression.evaluate(document);
          evaluated++;
        } catch (error) {
          assert.ok(error instanceof EvaluationFailure, `${text}: ${String(error)}`);
          assert.ok(error.message !== "" && error.reason !== "" && error.resolution !== "");
          assert.ok(error.span.start <= error.span.end && error.span.end <= text.length);
        }
      }),
      { numRuns: 2_000 },
    );
    assert.ok(evaluated > 200);
  });

  test("the checker never throws, and its findings point into the text", () => {
    const pieces = [
      ...atoms,
      ...operators,
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "=>",
      "?",
      ":",
      ",",
      ".",
      "...",
      "`${",
      "'",
      "/",
      "match",
      "new",
      "if",
    ];
    const mixed = fc
      .array(fc.constantFrom(...pieces), { maxLength: 12 })
      .map((parts) => parts.join(" "));
    const any = fc.oneof(fc.string({ unit: "grapheme" }), fc.string(), mixed);
    fc.assert(
      fc.property(any, (source) => spansLieInside(source, checkExpression(source, names))),
      { numRuns: 2_000 },
    );
  });

  test("long chains are read or refused, and never overflow the stack", () => {
    for (const link of [
      " + 1",
      ".a",
      "[0]",
      "()",
      " && 1",
      " ? 1 : 1",
      ".map(x => x",
      "{a: ",
      "!",
      "x => ",
    ]) {
      const source =
        link.startsWith("!") || link.startsWith("x")
          ? link.repeat(5_000)
          : `$${link.repeat(5_000)}`;
      spansLieInside(source, checkExpression(source, names));
      compileExpression(source, testScope(), { nullSafe: true, allow: "document" });
    }
    const chain = compileExpression(`$a${" + 1".repeat(900)}`, testScope(), {
      nullSafe: false,
      allow: "document",
    });
    assert.ok(chain.ok);
    assert.equal(chain.expression.evaluate({ a: 1 }), 901);
  });
});
