import type { CallNode, Expression, SpreadNode } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseOne } from "./parse-operators.ts";
import { parsePrimary } from "./parse-primary.ts";
import { unsupportedOperators } from "./unsupported-operators.ts";

/** Reads a value with the accesses and calls that follow it: `$a.b[0].trim()`. */
export function parsePostfix(cursor: Cursor): Expression {
  const { start } = cursor.token;
  let node = parsePrimary(cursor);
  for (;;) {
    replaceUnsupported(cursor);
    const open = cursor.token.start;
    if (cursor.takeSign(".")) {
      node = parseMember(cursor, node, start);
    } else if (cursor.takeSign("[")) {
      const index = parseOne(cursor);
      cursor.close("]", open, "index");
      const span = cursor.spanFrom(start);
      node =
        index.kind === "literal" && typeof index.value === "string"
          ? cursor.node(
              { kind: "member", object: node, name: index.value, nameSpan: index.span, span },
              node,
            )
          : cursor.node({ kind: "index", object: node, index, span }, node, index);
    } else if (cursor.takeSign("(")) {
      node = parseCall(cursor, node, start, open);
    } else {
      return node;
    }
  }
}

function parseMember(cursor: Cursor, object: Expression, start: number): Expression {
  const token = cursor.token;
  if (cursor.isSign("[")) return object; // `$.['key']` is `$['key']`.
  if (token.kind !== "name" && token.kind !== "field") {
    throw cursor.problem(
      token,
      "A name is missing after the dot.",
      `Expected a name and found ${cursor.describe(token)}.`,
      "Write a name, or put any other key in brackets: `$['first name']`.",
    );
  }
  cursor.next();
  const name = token.kind === "name" ? token.value : cursor.text(token);
  const nameSpan = { start: token.start, end: token.end };
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "member", object, name, nameSpan, span }, object);
}

function parseCall(cursor: Cursor, callee: Expression, start: number, open: number): CallNode {
  const items = parseItems(cursor, ")", open, "argument list");
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "call", callee, arguments: items, span }, callee, ...items);
}

/** Reads `a, ...b` up to and with the closing sign. */
export function parseItems(
  cursor: Cursor,
  closing: ")" | "]",
  open: number,
  what: string,
): readonly (Expression | SpreadNode)[] {
  const items: (Expression | SpreadNode)[] = [];
  if (cursor.library) cursor.takeSign(",");
  while (!cursor.isSign(closing)) {
    items.push(parseItem(cursor));
    const comma = cursor.token;
    if (!cursor.takeSign(",")) break;
    if (cursor.isSign(closing) && !cursor.library) {
      cursor.findings.push(
        cursor.problem(
          comma,
          `A comma too many at the end of the ${what}.`,
          `After \`,\` expected a value and found \`${closing}\`.`,
          "Remove the comma.",
          { summary: "Remove the comma", replacement: "" },
        ).finding,
      );
    }
  }
  cursor.close(closing, open, what);
  return Object.freeze(items);
}

export function parseItem(cursor: Cursor): Expression | SpreadNode {
  const { start } = cursor.token;
  if (!cursor.takeSign("...")) return parseOne(cursor);
  const operand = parseOne(cursor);
  return cursor.node({ kind: "spread", operand, span: cursor.spanFrom(start) }, operand);
}

/** Reads an operator of JavaScript as the one that does its work here, and says so. */
function replaceUnsupported(cursor: Cursor): void {
  const token = cursor.token;
  if (token.kind !== "sign" || !Object.hasOwn(unsupportedOperators, token.value)) return;
  const known = unsupportedOperators[token.value];
  if (known === undefined) return;
  const error = `The operator \`${token.value}\` is not supported.`;
  const reason =
    "The operators are + - * / % == != < <= > >= && || ! ? : in instanceof typeof match.";
  if (known.replacement === "") throw cursor.unsupportedProblem(token, error, reason, known.advice);
  const summary = `Write ${known.replacement}`;
  cursor.unsupported(token, error, reason, known.advice, {
    summary,
    replacement: known.replacement,
  });
  cursor.replaceSign(known.replacement);
}
