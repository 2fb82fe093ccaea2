import type { ArrowNode, ParameterNode } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseOne } from "./parse-operators.ts";

/** Whether an arrow function begins at the cursor: `x =>` or `(…) =>`. */
export function isArrowAhead(cursor: Cursor): boolean {
  if (cursor.token.kind === "name") return cursor.isSign("=>", 1);
  if (!cursor.isSign("(")) return false;
  let open = 0;
  for (let ahead = 0; ; ahead++) {
    if (cursor.peek(ahead).kind === "end") return false;
    if (isOpening(cursor, ahead)) open++;
    if (isClosing(cursor, ahead)) open--;
    if (open === 0) return cursor.isSign("=>", ahead + 1);
  }
}

function isOpening(cursor: Cursor, ahead: number): boolean {
  return ["(", "[", "{"].some((sign) => cursor.isSign(sign, ahead));
}

function isClosing(cursor: Cursor, ahead: number): boolean {
  return [")", "]", "}"].some((sign) => cursor.isSign(sign, ahead));
}

export function parseArrow(cursor: Cursor): ArrowNode {
  const { start } = cursor.token;
  const parameters = cursor.isSign("(") ? parseParameters(cursor) : [parseParameter(cursor)];
  cursor.next();
  if (cursor.isSign("{")) refuseBlock(cursor);
  const body = parseOne(cursor);
  Object.freeze(parameters);
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "arrow", parameters, body, span }, body, ...parameters);
}

function parseParameters(cursor: Cursor): ParameterNode[] {
  const open = cursor.next().start;
  const parameters: ParameterNode[] = [];
  while (!cursor.isSign(")")) {
    const parameter = parseParameter(cursor);
    parameters.push(parameter);
    if (parameter.rest || !cursor.takeSign(",")) break;
  }
  cursor.close(")", open, "parameter list");
  return parameters;
}

function parseParameter(cursor: Cursor): ParameterNode {
  const { start } = cursor.token;
  const rest = cursor.takeSign("...");
  const token = cursor.next();
  if (token.kind !== "name") {
    throw cursor.problem(
      token,
      "A parameter of the function has no name.",
      `Expected a name and found ${cursor.describe(token)}.`,
      "Write names only, as in `(value, index) => …`; take `{a, b}` apart in the body.",
    );
  }
  const fallback = !rest && cursor.takeSign("=") ? parseOne(cursor) : null;
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "parameter", name: token.value, rest, fallback, span }, fallback);
}

function refuseBlock(cursor: Cursor): never {
  throw cursor.unsupportedProblem(
    cursor.token,
    "A function body in braces is not supported.",
    "The body of an arrow function is one expression; `{` after `=>` begins a block in JavaScript.",
    "Write the expression alone, as in `x => x + 1`; put an object in parentheses, as in `x => ({a: x})`.",
  );
}
