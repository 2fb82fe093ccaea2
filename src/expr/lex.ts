import type { Span } from "../base/finding.ts";
import { findingAt, Problem } from "./problem.ts";
import { readString } from "./lex-string.ts";
import { templateProblem } from "./lex-template.ts";
import type { Token } from "./token.ts";

const nameStart = /[\p{ID_Start}_]/u;
const namePart = /[\p{ID_Continue}$\u200c\u200d]/u;
const signs = [
  ["===", "!==", "...", "..=", "..<"],
  ["=>", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "**", "??", "?."],
  "+-*/%<>!?:,.()[]{}|&^~=;".split(""),
].flat();
/** After these words a `/` begins a regular expression; after any other name it divides. */
const wordsBeforeOperand = new Set(["in", "instanceof", "typeof", "match", "if"]);

/** Splits an expression into words. Comments and blanks go. Throws `Problem` at the first thing that is no word. */
export function lex(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position = skipBlanks(source, position);
    const token = readToken(source, position, tokens.at(-1));
    tokens.push(token);
    if (token.kind === "end") return tokens;
    position = token.end;
  }
}

function skipBlanks(source: string, from: number): number {
  let position = from;
  for (;;) {
    const character = source.charAt(position);
    if (character !== "" && (/\s/.test(character) || character === "\ufeff")) {
      position++;
    } else if (source.startsWith("//", position)) {
      const lineEnd = source.slice(position).search(/[\n\r\u2028\u2029]/);
      position = lineEnd < 0 ? source.length : position + lineEnd;
    } else if (source.startsWith("/*", position)) {
      const end = source.indexOf("*/", position + 2);
      if (end < 0) throw unclosed({ start: position, end: source.length }, "comment", "*/");
      position = end + 2;
    } else {
      return position;
    }
  }
}

function readToken(source: string, start: number, previous: Token | undefined): Token {
  const character = source.charAt(start);
  if (character === "") return { kind: "end", value: "", start, end: start };
  if (character === "'" || character === '"') return readString(source, start);
  if (character === "`") throw templateProblem(source, start);
  if (/\d/.test(character) || (character === "." && /\d/.test(source.charAt(start + 1)))) {
    return readNumber(source, start);
  }
  if (character === "$") {
    const end = nameEnd(source, start + 1);
    return { kind: "field", value: source.slice(start + 1, end), start, end };
  }
  if (nameStart.test(codePointAt(source, start))) {
    const end = nameEnd(source, start);
    return { kind: "name", value: source.slice(start, end), start, end };
  }
  if (character === "/" && startsOperand(previous)) return readRegex(source, start);
  return readSign(source, start);
}

function readSign(source: string, start: number): Token {
  const sign = signs.find((candidate) => source.startsWith(candidate, start));
  if (sign === undefined) {
    const character = codePointAt(source, start);
    throw new Problem(
      findingAt(
        { start, end: start + character.length },
        "expression-syntax",
        `Unexpected character \`${character}\`.`,
        "An expression is made of values, names, operators and brackets.",
        `Remove \`${character}\`, or put it in quotes if it belongs to a text.`,
        { summary: "Remove the character", replacement: "" },
      ),
    );
  }
  // In `a ?.5 : 1` the question mark stands alone.
  const alone = sign === "?." && /\d/.test(source.charAt(start + 2));
  const value = alone ? "?" : sign;
  return { kind: "sign", value, start, end: start + value.length };
}

function codePointAt(source: string, position: number): string {
  const point = source.codePointAt(position);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function nameEnd(source: string, from: number): number {
  let end = from;
  while (end < source.length) {
    const character = codePointAt(source, end);
    if (!namePart.test(character)) break;
    end += character.length;
  }
  return end;
}

function readNumber(source: string, start: number): Token {
  // A dot belongs to the number unless it begins a range (`90..=100`) or a method (`1.toFixed`).
  const pattern = /0[xX][\da-fA-F]+|(?:\d+(?:\.(?![.\p{ID_Start}_])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
  pattern.lastIndex = start;
  const text = pattern.exec(source)?.[0] ?? source.charAt(start);
  const end = start + text.length;
  if (nameStart.test(codePointAt(source, end))) {
    const wordEnd = nameEnd(source, end);
    const word = source.slice(start, wordEnd);
    throw new Problem(
      findingAt(
        { start, end: wordEnd },
        "expression-syntax",
        `\`${word}\` is neither a number nor a name.`,
        "A name does not begin with a digit.",
        `Put a text in quotes, as in '${word}', or read a field as $['${word}'].`,
        { summary: "Make it a text", replacement: `'${word}'` },
      ),
    );
  }
  const integer = /^\d+$/.test(text);
  const value = Number(text);
  const large = integer && !Number.isSafeInteger(value);
  return { kind: "number", value: large ? BigInt(text) : value, start, end };
}

function startsOperand(previous: Token | undefined): boolean {
  if (previous === undefined) return true;
  if (previous.kind === "name") return wordsBeforeOperand.has(previous.value);
  return previous.kind === "sign" && ![")", "]", "}"].includes(previous.value);
}

function readRegex(source: string, start: number): Token {
  let position = start + 1;
  let inClass = false;
  for (;;) {
    const character = source.charAt(position);
    if (character === "" || character === "\n") {
      throw unclosed({ start, end: Math.min(position, source.length) }, "regular expression", "/");
    }
    if (character === "\\") position++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) break;
    position++;
  }
  const end = nameEnd(source, position + 1);
  const flags = source.slice(position + 1, end);
  return { kind: "regex", value: source.slice(start + 1, position), flags, start, end };
}

function unclosed(span: Span, what: string, closing: string): Problem {
  return new Problem(
    findingAt(
      span,
      "expression-syntax",
      `The ${what} is not closed.`,
      `Expected \`${closing}\` and found the end of the ${closing === "/" ? "line" : "expression"}.`,
      `Add \`${closing}\` where the ${what} ends.`,
    ),
  );
}
