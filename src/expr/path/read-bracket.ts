import { closingBracket, literalEnd } from "./balanced-text.ts";
import { accept, peek, skipSpaces, type PathCursor } from "./path-cursor.ts";
import { refusePath } from "./path-finding.ts";
import type { PathSegment } from "./path-segment.ts";
import { readInner } from "./read-inner.ts";
import { quotedName, unescapedText } from "./quoted-name.ts";

/** The step in square brackets at the cursor. */
export function readBracket(cursor: PathCursor): PathSegment {
  const start = cursor.position;
  cursor.position++;
  skipSpaces(cursor);
  if (accept(cursor, "?")) return readFilter(cursor, start);
  if (peek(cursor) === "(") return readScript(cursor, start);
  if (accept(cursor, "*")) {
    return { kind: "wildcard", span: { start, end: closeBracket(cursor, start) } };
  }
  return readMembers(cursor, start);
}

function readFilter(cursor: PathCursor, start: number): PathSegment {
  skipSpaces(cursor);
  const close = closingBracket(cursor.source, start, cursor.end);
  if (close < 0) return refuseUnclosed(cursor, start);
  const open = cursor.position;
  const inBrackets = peek(cursor) === "(" && closesLast(cursor.source, open, close);
  const innerStart = inBrackets ? open + 1 : open;
  const innerEnd = inBrackets ? closingBracket(cursor.source, open, close) : close;
  const inner = readInner(cursor, innerStart, innerEnd);
  cursor.position = close + 1;
  const source = cursor.source.slice(innerStart, innerEnd).trim();
  return { kind: "filter", source, inner, span: { start, end: close + 1 } };
}

/** Whether the bracket at `open` closes right before `close`, with nothing but spaces between. */
function closesLast(source: string, open: number, close: number): boolean {
  const end = closingBracket(source, open, close);
  return end >= 0 && source.slice(end + 1, close).trim() === "";
}

function readScript(cursor: PathCursor, start: number): PathSegment {
  const open = cursor.position;
  const close = closingBracket(cursor.source, open, cursor.end);
  if (close < 0) return refuseUnclosed(cursor, start);
  const inner = readInner(cursor, open + 1, close);
  cursor.position = close + 1;
  const span = { start, end: closeBracket(cursor, start) };
  return { kind: "script", source: cursor.source.slice(open + 1, close).trim(), inner, span };
}

function readMembers(cursor: PathCursor, start: number): PathSegment {
  const members: (string | number)[] = [];
  do {
    skipSpaces(cursor);
    const member = readMember(cursor, start);
    skipSpaces(cursor);
    if (peek(cursor) === ":" && members.length === 0 && typeof member !== "string") {
      return readSlice(cursor, start, member);
    }
    if (member === undefined) return refuseMember(cursor, start);
    members.push(member);
  } while (accept(cursor, ","));
  const span = { start, end: closeBracket(cursor, start) };
  const [first] = members;
  if (members.length > 1 || first === undefined) return { kind: "union", members, span };
  return typeof first === "string"
    ? { kind: "name", name: first, span }
    : { kind: "index", index: first, span };
}

function readMember(cursor: PathCursor, start: number): string | number | undefined {
  const quote = peek(cursor);
  if (quote !== "'" && quote !== '"') return readInteger(cursor);
  const open = cursor.position;
  const close = literalEnd(cursor.source, open, cursor.end);
  if (close >= cursor.end) return refuseUnclosed(cursor, start, quote);
  cursor.position = close + 1;
  return unescapedText(cursor.source.slice(open + 1, close));
}

const integer = /-?\d{1,15}(?!\d)/y;

function readInteger(cursor: PathCursor): number | undefined {
  integer.lastIndex = cursor.position;
  const digits = integer.exec(cursor.source)?.[0];
  if (digits === undefined) return undefined;
  cursor.position += digits.length;
  return Number(digits) + 0;
}

function readSlice(cursor: PathCursor, start: number, first: number | undefined): PathSegment {
  accept(cursor, ":");
  skipSpaces(cursor);
  const end = readInteger(cursor);
  skipSpaces(cursor);
  let step = 1;
  if (accept(cursor, ":")) {
    skipSpaces(cursor);
    step = readInteger(cursor) ?? 1;
  }
  const span = { start, end: closeBracket(cursor, start) };
  if (step === 0) return refuseStepZero(span.start, span.end);
  const from = first === undefined ? {} : { start: first };
  return { kind: "slice", step, ...from, ...(end === undefined ? {} : { end }), span };
}

/** Steps over the `]` and returns the position after it. */
function closeBracket(cursor: PathCursor, start: number): number {
  skipSpaces(cursor);
  if (accept(cursor, "]")) return cursor.position;
  return peek(cursor) === "" ? refuseUnclosed(cursor, start) : refuseMember(cursor, start);
}

function refuseMember(cursor: PathCursor, start: number): never {
  const close = closingBracket(cursor.source, start, cursor.end);
  const end = close < 0 ? cursor.end : close + 1;
  const inside = cursor.source.slice(start + 1, close < 0 ? cursor.end : close).trim();
  const quotable = inside !== "" && !/['"[\](),:*?\\]/.test(inside);
  const mended = quotedName(inside);
  return refusePath({
    code: "path-bracket",
    span: { start, end },
    error: "The brackets hold nothing that a JSONPath knows",
    reason: `Expected a quoted name, an index, \`*\`, a slice, \`?(expression)\` or \`(expression)\`, found \`${inside.slice(0, 40)}\`.`,
    resolution: quotable
      ? `Write \`${mended}\` for the name, or \`[(${inside})]\` for the value of an expression.`
      : "Write for example `['first name']`, `[0]`, `[-1]`, `[*]` or `[0:2]`.",
    ...(quotable ? { fix: { summary: "Quote the name", replacement: mended } } : {}),
  });
}

function refuseUnclosed(cursor: PathCursor, start: number, closer = "]"): never {
  return refusePath({
    code: "path-unclosed",
    span: { start, end: cursor.end },
    error: closer === "]" ? "A bracket of the JSONPath is not closed" : "A quote is not closed",
    reason: `Expected \`${closer}\`, found the end of the path.`,
    resolution: `Close it with \`${closer}\`.`,
  });
}

function refuseStepZero(start: number, end: number): never {
  return refusePath({
    code: "path-slice-step",
    span: { start, end },
    error: "A slice cannot have the step 0",
    reason: "Expected a step of 1 or more, or of -1 or less, found 0.",
    resolution: "Leave the step out, as in `[0:10]`, or write another, as in `[0:10:2]`.",
  });
}
