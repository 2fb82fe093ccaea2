import { unreachable } from "../base/errors.ts";
import type { Expression } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseMatch } from "./parse-match.ts";
import { parseObject } from "./parse-object.ts";
import { parseOne } from "./parse-operators.ts";
import { parseItems } from "./parse-postfix.ts";
import { regexProblem } from "./regex.ts";
import { refuseStatement } from "./statement-words.ts";
import { unsupportedOperators } from "./unsupported-operators.ts";

const constants: Readonly<Record<string, null | boolean>> = {
  true: true,
  false: false,
  null: null,
  undefined: null,
};

/** Reads a literal, a name, or something in brackets. */
export function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.token;
  const span = { start: token.start, end: token.end };
  switch (token.kind) {
    case "number":
    case "string":
      cursor.next();
      return cursor.node({ kind: "literal", value: token.value, span });
    case "regex":
      return parseRegex(cursor);
    case "field":
      return parseField(cursor);
    case "name":
      return parseName(cursor);
    case "sign":
    case "end":
      return parseBracket(cursor);
    default:
      return unreachable(token);
  }
}

function parseRegex(cursor: Cursor): Expression {
  const token = cursor.next();
  const { start, end } = token;
  const flags = token.kind === "regex" ? token.flags : "";
  const problem = regexProblem(token.value.toString(), flags);
  if (problem !== undefined) {
    throw cursor.problem(
      { start, end },
      "The regular expression cannot be read.",
      problem,
      "Mend the pattern; a literal `(`, `[` or `/` in it is written `\\(`, `\\[`, `\\/`.",
    );
  }
  return cursor.node({
    kind: "regex",
    source: token.value.toString(),
    flags,
    span: { start, end },
  });
}

function parseField(cursor: Cursor): Expression {
  const { start, end, value } = cursor.next();
  const root = cursor.node({ kind: "document" as const, span: { start, end: start + 1 } });
  if (value === "") return root;
  const nameSpan = { start, end };
  const name = value.toString();
  return cursor.node({ kind: "member", object: root, name, nameSpan, span: nameSpan }, root);
}

function parseName(cursor: Cursor): Expression {
  const token = cursor.token;
  const name = token.value.toString();
  if (name === "match") return parseMatch(cursor);
  refuseStatement(cursor, name);
  cursor.next();
  const span = { start: token.start, end: token.end };
  const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (constant !== undefined) return cursor.node({ kind: "literal", value: constant, span });
  return cursor.node({ kind: "name", name, span });
}

function parseBracket(cursor: Cursor): Expression {
  const { start } = cursor.token;
  if (cursor.takeSign("(")) {
    const inner = parseOne(cursor);
    cursor.close(")", start, "parenthesis");
    return cursor.parenthesise(inner);
  }
  if (cursor.takeSign("[")) {
    const items = parseItems(cursor, "]", start, "array");
    return cursor.node({ kind: "array", items, span: cursor.spanFrom(start) }, ...items);
  }
  if (cursor.isSign("{")) return parseObject(cursor);
  throw valueMissing(cursor);
}

function valueMissing(cursor: Cursor): Error {
  const token = cursor.token;
  const found = cursor.describe(token);
  const sign = token.value.toString();
  if (token.kind === "sign" && Object.hasOwn(unsupportedOperators, sign)) {
    return cursor.unsupportedProblem(
      token,
      `The operator \`${sign}\` is not supported.`,
      "Nothing can be assigned, counted up or down, and there are no bitwise operators.",
      unsupportedOperators[sign]?.advice ?? "",
    );
  }
  const previous = cursor.peek(-1);
  const after = previous.kind === "end" ? "at the start" : `after ${cursor.describe(previous)}`;
  return cursor.problem(
    token,
    `A value is missing ${after}.`,
    `Expected a value, such as \`$name\`, '...' or 1, and found ${found}.`,
    token.kind === "end" ? "Complete the expression." : `Write a value before ${found}.`,
  );
}
