import type { ArmNode, MatchNode } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseOne, parseOperand } from "./parse-operators.ts";
import { parsePattern } from "./parse-pattern.ts";

/** Reads `match value { pattern if guard => result, … }`. */
export function parseMatch(cursor: Cursor): MatchNode {
  const { start } = cursor.next();
  const subject = cursor.nested(() => parseOperand(cursor));
  const open = cursor.token;
  if (!cursor.takeSign("{")) {
    const found = cursor.describe(open);
    throw cursor.problem(
      open,
      "The match has no arms.",
      `After \`match value\` expected \`{\` and found ${found}.`,
      "Write `match $x { 1 => 'one', _ => 'other' }`.",
    );
  }
  const arms: ArmNode[] = [];
  while (!cursor.isSign("}")) {
    arms.push(parseArm(cursor));
    if (!cursor.takeSign(",")) break;
  }
  cursor.close("}", open.start, "match");
  Object.freeze(arms);
  return cursor.node(
    { kind: "match", subject, arms, span: cursor.spanFrom(start) },
    subject,
    ...arms,
  );
}

function parseArm(cursor: Cursor): ArmNode {
  const { start } = cursor.token;
  const pattern = parsePattern(cursor, true);
  let guard = null;
  if (cursor.isWord("if")) {
    cursor.next();
    guard = parseOperand(cursor);
  }
  if (!cursor.takeSign("=>")) {
    const found = cursor.describe(cursor.token);
    throw cursor.problem(
      cursor.token,
      "The arm of the match has no result.",
      `After the pattern expected \`=>\` and found ${found}.`,
      "Write `pattern => result`, as in `90..=100 => 'A'`.",
    );
  }
  const body = parseOne(cursor);
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "arm", pattern, guard, body, span }, pattern, guard, body);
}
