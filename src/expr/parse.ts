import type { Finding } from "../base/finding.ts";
import { defaultLimits } from "../base/limits.ts";
import type { Expression } from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { lex } from "./lex.ts";
import { parseOne } from "./parse-operators.ts";
import { findingAt, Problem } from "./problem.ts";

export type ParseResult =
  | { readonly ok: true; readonly tree: Expression }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export interface ParseOptions {
  readonly library?: boolean;
  readonly expressionLengthMax?: number;
  readonly expressionDepthMax?: number;
}

/** Reads the text of one expression into its tree, or says where and why it is none. Never throws. */
export function parseExpression(source: string, options: ParseOptions = {}): ParseResult {
  const lengthMax = options.expressionLengthMax ?? defaultLimits.expressionLengthMax;
  if (source.length > lengthMax) return { ok: false, findings: [tooLong(source, lengthMax)] };
  let cursor: Cursor | undefined;
  try {
    const depthMax = options.expressionDepthMax ?? defaultLimits.expressionDepthMax;
    cursor = new Cursor(source, lex(source), depthMax, options.library === true);
    const tree = parseWhole(cursor);
    return cursor.findings.length === 0
      ? { ok: true, tree }
      : { ok: false, findings: cursor.findings };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ok: false, findings: [...(cursor?.findings ?? []), error.finding] };
  }
}

function parseWhole(cursor: Cursor): Expression {
  if (cursor.peek(0).kind === "end") {
    throw cursor.problem(
      cursor.token,
      "The expression is empty.",
      "Expected a value, such as `$name`, and found nothing.",
      "Write an expression, or clear the setting.",
    );
  }
  const tree = parseOne(cursor);
  const rest = cursor.peek(0);
  if (rest.kind === "end") return tree;
  if (cursor.isSign(";")) {
    throw cursor.problem(
      rest,
      "An expression has no statements.",
      "`;` ends a statement in JavaScript; here one expression gives one value.",
      "Remove `;` and what follows it.",
      cursor.peek(1).kind === "end"
        ? { summary: "Remove the semicolon", replacement: "" }
        : undefined,
    );
  }
  const found = cursor.describe(rest);
  throw cursor.problem(
    rest,
    `Unexpected ${found} after the end of the expression.`,
    `\`${shorten(cursor.text(tree.span))}\` is a whole expression; ${found} does not continue it.`,
    `Put an operator such as \`+\` before ${found}, or remove it.`,
  );
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

function tooLong(source: string, lengthMax: number): Finding {
  return findingAt(
    { start: lengthMax, end: source.length },
    "expression-too-long",
    "The expression is too long.",
    `It has ${source.length} characters; at most ${lengthMax} are read (limit expressionLengthMax).`,
    "Move a part into an expression library.",
  );
}
