import type { Span } from "../../base/finding.ts";
import { pqlProblem, type PqlProblem } from "./problem.ts";
import type { Token } from "./token.ts";

const wordStart = /[\p{ID_Start}_]/u;
const wordPattern = /[\p{ID_Start}_][\p{ID_Continue}_$#]*/uy;
const numberPattern = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const variablePattern = /\$\{\s*([\p{ID_Start}_][\p{ID_Continue}_.-]*)\s*\}/uy;
const signs = ["<>", "!=", "<=", ">=", "||", ">>", ..."()[]{},;:.+-*/%=<>|?^$!#".split("")];

/** Splits PQL into words. Blanks and comments go. Throws at the first thing that is no word. */
export function lex(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position = skipBlanks(source, position);
    const token = readToken(source, position);
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
    } else if (source.startsWith("--", position) || source.startsWith("//", position)) {
      const lineEnd = source.indexOf("\n", position);
      position = lineEnd < 0 ? source.length : lineEnd;
    } else if (source.startsWith("/*", position)) {
      const end = source.indexOf("*/", position + 2);
      if (end < 0) throw unclosed({ start: position, end: source.length }, "comment", "*/");
      position = end + 2;
    } else {
      return position;
    }
  }
}

function readToken(source: string, start: number): Token {
  const character = source.charAt(start);
  if (character === "") return { kind: "end", value: "", start, end: start };
  if (character === "'") return readText(source, start);
  if (character === '"') return readName(source, start);
  if (/\d/.test(character) || (character === "." && /\d/.test(source.charAt(start + 1)))) {
    return readNumber(source, start);
  }
  if (source.startsWith("${", start)) return readVariable(source, start);
  const word = matchAt(wordPattern, source, start);
  if (word !== undefined)
    return { kind: "word", value: word[0], start, end: start + word[0].length };
  const sign = signs.find((candidate) => source.startsWith(candidate, start));
  if (sign !== undefined) return { kind: "sign", value: sign, start, end: start + sign.length };
  const unknown = String.fromCodePoint(source.codePointAt(start) ?? 0);
  throw pqlProblem(
    { start, end: start + unknown.length },
    "pql-syntax",
    `Unexpected character \`${unknown}\`.`,
    "PQL is made of names, values, operators and brackets.",
    `Remove \`${unknown}\`, or put it in 'single quotes' if it belongs to a text.`,
    { summary: "Remove the character", replacement: "" },
  );
}

/** `\'` and `''` are a quote, `\\` is a backslash; before anything else a backslash is itself, as `LIKE` wants it. */
function readText(source: string, start: number): Token {
  let value = "";
  let position = start + 1;
  for (;;) {
    const character = source.charAt(position);
    const next = source.charAt(position + 1);
    if (character === "") throw unclosed({ start, end: source.length }, "text", "'");
    if (character === "\\" && (next === "'" || next === "\\")) {
      value += next;
      position += 2;
    } else if (character === "'" && next === "'") {
      value += "'";
      position += 2;
    } else if (character === "'") {
      return { kind: "text", value, start, end: position + 1 };
    } else {
      value += character;
      position++;
    }
  }
}

function readName(source: string, start: number): Token {
  let value = "";
  let position = start + 1;
  for (;;) {
    const end = source.indexOf('"', position);
    if (end < 0) throw unclosed({ start, end: source.length }, "name", '"');
    value += source.slice(position, end);
    if (source.charAt(end + 1) !== '"') return { kind: "name", value, start, end: end + 1 };
    value += '"';
    position = end + 2;
  }
}

function readNumber(source: string, start: number): Token {
  const text = matchAt(numberPattern, source, start)?.[0] ?? source.charAt(start);
  const end = start + text.length;
  if (wordStart.test(source.charAt(end))) {
    const word = source.slice(start, end) + (matchAt(wordPattern, source, end)?.[0] ?? "");
    throw pqlProblem(
      { start, end: start + word.length },
      "pql-syntax",
      `\`${word}\` is neither a number nor a name.`,
      "A name that is not quoted does not begin with a digit.",
      `Put the name of a table or column in double quotes, as in "${word}", and a text in single ones.`,
      { summary: "Quote the name", replacement: `"${word}"` },
    );
  }
  return { kind: /^\d+$/.test(text) ? "int" : "float", value: text, start, end };
}

function readVariable(source: string, start: number): Token {
  const match = matchAt(variablePattern, source, start);
  if (match === undefined) {
    throw pqlProblem(
      { start, end: start + 2 },
      "pql-syntax",
      "`${` does not begin a variable.",
      "A variable is written ${NAME}, with letters, digits, `_`, `-` and dots in its name.",
      "Write ${NAME} with the id of a variable of the knowledge model.",
    );
  }
  return { kind: "variable", value: match[1] ?? "", start, end: start + match[0].length };
}

function matchAt(pattern: RegExp, source: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(source) ?? undefined;
}

function unclosed(span: Span, what: string, closing: string): PqlProblem {
  return pqlProblem(
    span,
    "pql-syntax",
    `The ${what} is not closed.`,
    `Expected \`${closing}\` and found the end of the PQL.`,
    `Add \`${closing}\` where the ${what} ends.`,
  );
}
