import type { Span } from "../../base/finding.ts";

/** A token of Python, as far as brackets, strings and commas go. */
export interface PythonToken {
  readonly kind: "string" | "open string" | "word" | "number" | "other";
  readonly text: string;
  readonly span: Span;
}

const space = /(?:[ \t\f\r\n\uFEFF]|\\\r?\n|#[^\r\n]*)+/y;
const stringStart = /[bBfFrRuU]{0,2}("""|'''|"|')/y;
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const number = /\d[\w.]*/y;

/** The tokens of a text that need not be Python; the last one is a string when one never ends. */
export function* pythonTokens(source: string): Generator<PythonToken> {
  for (let at = 0; at < source.length;) {
    const blank = matchAt(space, source, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const token = tokenAt(source, at);
    yield token;
    at = token.span.end;
    if (token.kind === "open string") return;
  }
}

function tokenAt(source: string, at: number): PythonToken {
  const opening = matchAt(stringStart, source, at);
  if (opening !== undefined) return stringAt(source, at, opening);
  const name = matchAt(word, source, at);
  if (name !== undefined) return tokenOf("word", name, at);
  const digits = matchAt(number, source, at);
  if (digits !== undefined) return tokenOf("number", digits, at);
  return tokenOf("other", source.charAt(at), at);
}

function stringAt(source: string, at: number, opening: string): PythonToken {
  const quote = /["']+$/.exec(opening)?.[0] ?? "";
  const long = quote.length === 3;
  for (let end = at + opening.length; end < source.length; end++) {
    const letter = source.charAt(end);
    if (letter === "\\") end++;
    else if (source.startsWith(quote, end)) {
      return tokenOf("string", source.slice(at, end + quote.length), at);
    } else if (!long && (letter === "\n" || letter === "\r")) break;
  }
  return tokenOf("open string", opening, at);
}

function tokenOf(kind: PythonToken["kind"], text: string, start: number): PythonToken {
  return { kind, text, span: { start, end: start + text.length } };
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
