import { didYouMean } from "../../base/nearest.ts";
import type { CompileInner } from "./json-path.ts";
import { closingBracket } from "./balanced-text.ts";
import { accept, pathCursor, peek, readName, type PathCursor } from "./path-cursor.ts";
import { refusePath } from "./path-finding.ts";
import { pathMethods, type PathMethodName, type PathSegment } from "./path-segment.ts";
import { readBracket } from "./read-bracket.ts";
import { readInner } from "./read-inner.ts";

/** The steps of a path, outermost first; none for the root. Throws `PathSyntaxProblem`. */
export function readSegments(
  source: string,
  compile: CompileInner | undefined,
  segmentsMax: number,
): PathSegment[] {
  const cursor = pathCursor(source, compile);
  const segments: PathSegment[] = [];
  readStart(cursor, segments);
  while (cursor.position < cursor.end) {
    readStep(cursor, segments);
    if (segments.length > segmentsMax) refuseDepth(cursor, segmentsMax);
  }
  return segments;
}

function readStart(cursor: PathCursor, segments: PathSegment[]): void {
  if (cursor.position >= cursor.end) refuseEmpty(cursor);
  const start = cursor.position;
  const dollar = accept(cursor, "$");
  const nameStart = cursor.position;
  const name = readName(cursor);
  if (name !== undefined) {
    if (peek(cursor) === "(") refuseCall(cursor, start);
    segments.push({ kind: "name", name, span: { start: nameStart, end: cursor.position } });
  } else if (!dollar && peek(cursor) !== "[") refuseStart(cursor);
}

function readStep(cursor: PathCursor, segments: PathSegment[]): void {
  const start = cursor.position;
  if (accept(cursor, "..")) {
    segments.push({ kind: "descend", span: { start, end: cursor.position } });
    segments.push(peek(cursor) === "[" ? readBracket(cursor) : readAfterDot(cursor, false));
  } else if (accept(cursor, ".")) {
    segments.push(peek(cursor) === "[" ? readBracket(cursor) : readAfterDot(cursor, true));
  } else if (peek(cursor) === "[") {
    segments.push(readBracket(cursor));
  } else refuseStep(cursor);
}

function readAfterDot(cursor: PathCursor, methodsAllowed: boolean): PathSegment {
  const start = cursor.position;
  if (accept(cursor, "*")) return { kind: "wildcard", span: { start, end: cursor.position } };
  const name = readName(cursor);
  if (name === undefined) return refuseName(cursor);
  if (peek(cursor) !== "(") return { kind: "name", name, span: { start, end: cursor.position } };
  return methodsAllowed ? readMethod(cursor, name, start) : refuseCall(cursor, start);
}

function readMethod(cursor: PathCursor, name: string, start: number): PathSegment {
  const span = { start, end: cursor.position };
  if (!isPathMethod(name)) {
    const known = Object.keys(pathMethods);
    return refusePath({
      code: "path-method-unknown",
      span,
      error: `JSONPath has no method "${name}"`,
      reason: `Expected one of ${known.map((method) => `.${method}()`).join(", ")}, found .${name}().`,
      resolution:
        `${didYouMean(name, known)} Compute anything else with an expression around jsonPath().`.trim(),
    });
  }
  const open = cursor.position;
  const close = closingBracket(cursor.source, open, cursor.end);
  if (close < 0) return refuseUnclosed(cursor, open);
  cursor.position = close + 1;
  const argument = cursor.source.slice(open + 1, close);
  const inner = argument.trim() === "" ? undefined : readInner(cursor, open + 1, close);
  refuseWrongArgument(name, inner !== undefined, { start, end: cursor.position });
  return { kind: "method", name, source: argument.trim(), inner, span: { start, end: close + 1 } };
}

function isPathMethod(name: string): name is PathMethodName {
  return Object.hasOwn(pathMethods, name);
}

function refuseWrongArgument(
  name: PathMethodName,
  given: boolean,
  span: { readonly start: number; readonly end: number },
): void {
  const wanted = pathMethods[name];
  if (wanted === "optional" || (wanted === "required") === given) return;
  refusePath({
    code: "path-method-argument",
    span,
    error: `The method .${name}() of this JSONPath has the wrong arguments`,
    reason: given
      ? `.${name}() takes no argument, found one.`
      : `.${name}(expression) takes one expression, found none.`,
    resolution: given ? `Write .${name}().` : `Write an expression about \`value\` in .${name}( ).`,
  });
}

function refuseEmpty(cursor: PathCursor): never {
  return refusePath({
    code: "path-empty",
    span: { start: 0, end: cursor.source.length },
    error: "The JSONPath is empty",
    reason: "Expected a path such as `$.name`, found no text.",
    resolution: "Write a path such as `$.name`, or `$` for the whole document.",
  });
}

function refuseStart(cursor: PathCursor): never {
  const start = cursor.position;
  const dotted = peek(cursor) === ".";
  return refusePath({
    code: "path-start",
    span: { start, end: start + 1 },
    error: "A JSONPath cannot start like this",
    reason: `Expected \`$\`, a name or \`[\`, found \`${peek(cursor)}\`.`,
    resolution: dotted
      ? `Write \`$${shown(cursor.source.slice(start, cursor.end))}\`.`
      : "Start with `$`, as in `$.name`.",
    ...(dotted ? { fix: { summary: "Start at the root", replacement: "$." } } : {}),
  });
}

function refuseStep(cursor: PathCursor): never {
  const start = cursor.position;
  return refusePath({
    code: "path-unexpected",
    span: { start, end: start + 1 },
    error: `Unexpected \`${peek(cursor)}\` in the JSONPath`,
    reason: `Expected \`.name\`, \`[\` or the end of the path, found \`${shown(cursor.source.slice(start, cursor.end))}\`.`,
    resolution:
      "Quote a name that holds other characters, as in `$['first name']`. An expression belongs into a setting that takes expressions.",
  });
}

function refuseName(cursor: PathCursor): never {
  const start = cursor.position;
  const found = peek(cursor);
  return refusePath({
    code: "path-name-missing",
    span: { start: Math.max(0, start - 1), end: found === "" ? start : start + 1 },
    error: "A name is missing in the JSONPath",
    reason: `Expected a name or \`*\` after the dot, found ${found === "" ? "the end of the path" : `\`${found}\``}.`,
    resolution:
      "Write a name after the dot, take the dot away, or quote the name: `$['first name']`.",
  });
}

function refuseCall(cursor: PathCursor, start: number): never {
  const name = cursor.source.slice(start, cursor.position);
  return refusePath({
    code: "path-is-expression",
    span: { start, end: cursor.position + 1 },
    error: "This is an expression, not a JSONPath",
    reason: `Expected a path such as \`$.name\`, found a call of \`${shown(name)}\`.`,
    resolution:
      "Write the path alone, as in `$.items[*].id`; methods stand after a dot, as in `$.items.first()`.",
  });
}

function refuseUnclosed(cursor: PathCursor, open: number): never {
  return refusePath({
    code: "path-unclosed",
    span: { start: open, end: cursor.end },
    error: "A bracket of the JSONPath is not closed",
    reason: "Expected `)`, found the end of the path.",
    resolution: "Close the bracket with `)`.",
  });
}

function refuseDepth(cursor: PathCursor, segmentsMax: number): never {
  return refusePath({
    code: "path-too-deep",
    span: { start: cursor.position, end: cursor.source.length },
    error: "The JSONPath has too many steps",
    reason: `Expected at most ${segmentsMax} steps (expressionDepthMax).`,
    resolution: "Shorten the path, or raise `expressionDepthMax`.",
  });
}

/** At most the first 40 characters, so that a text stays readable whatever was pasted. */
function shown(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
