import type { Finding } from "../../base/finding.ts";
import { defaultLimits } from "../../base/limits.ts";
import type { PqlNode } from "./ast.ts";
import { PqlCursor, type PqlLimits } from "./cursor.ts";
import { lex } from "./lex.ts";
import { readExpression } from "./parse-operators.ts";
import { caught, pqlProblem } from "./problem.ts";

export type ParsedPql =
  | { readonly kind: "parsed"; readonly node: PqlNode }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };

export type ParsedFilters =
  | { readonly kind: "parsed"; readonly conditions: readonly PqlNode[] }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };

/** Reads one PQL expression, such as `AVG("CASES"."DAYS")`. */
export function parsePql(source: string, limits: PqlLimits = defaultLimits): ParsedPql {
  const result = caught(() => {
    const cursor = cursorOver(source, limits);
    const node = cursor.expression();
    if (cursor.token.kind !== "end") {
      throw cursor.expected(
        "an operator or the end",
        "Join the parts with an operator, or remove what follows.",
      );
    }
    return node;
  });
  return "value" in result
    ? { kind: "parsed", node: result.value }
    : { kind: "invalid", findings: result.findings };
}

/** Reads `FILTER a; FILTER b;`, or one condition without the word, into conditions that must all hold. */
export function parsePqlFilters(source: string, limits: PqlLimits = defaultLimits): ParsedFilters {
  const result = caught(() => {
    const cursor = cursorOver(source, limits);
    const conditions: PqlNode[] = [];
    do {
      if (cursor.takeWord("FILTER")) cursor.takeWord("FORCED");
      conditions.push(cursor.expression());
      while (cursor.takeSign(";"));
    } while (cursor.isWord("FILTER"));
    if (cursor.token.kind !== "end") {
      throw cursor.expected(
        "`;`, another `FILTER`, an operator or the end",
        "Begin each further filter with `FILTER` and end it with `;`.",
      );
    }
    return conditions;
  });
  return "value" in result
    ? { kind: "parsed", conditions: result.value }
    : { kind: "invalid", findings: result.findings };
}

function cursorOver(source: string, limits: PqlLimits): PqlCursor {
  if (source.length > limits.pqlLengthMax) {
    throw pqlProblem(
      { start: limits.pqlLengthMax, end: source.length },
      "pql-limit",
      "The PQL is too long.",
      `It has ${source.length} characters; the most are ${limits.pqlLengthMax} (limit pqlLengthMax).`,
      "Split it into KPIs and attributes that refer to each other.",
    );
  }
  return new PqlCursor(source, lex(source), limits, readExpression);
}
