import { describeCharacter, JsonProblem } from "./json-place.ts";

export interface SplitJsonOptions {
  /** A root array is split into its elements. */
  readonly arrayElements: boolean;
  readonly nonStandard: boolean;
  readonly depthMax: number;
}

/** Takes values that follow each other, each from `starts[i]` to `ends[i]` in `text`, with one comma between. */
export type TakeValues = (text: string, starts: readonly number[], ends: readonly number[]) => void;

/** Hands on the values that are complete and returns where the first unfinished one starts. */
export type SplitJson = (text: string, final: boolean) => number;

const other = 0;
const opening = 1;
const closing = 2;
const quote = 3;
const comment = 4;

/**
 * Finds the root values of a JSON text, or the elements of its root arrays, without reading what is inside: brackets are
 * counted, strings and comments passed over. Several roots may follow each other, with or without space between.
 */
export function createJsonSplitter(options: SplitJsonOptions, take: TakeValues): SplitJson {
  const { arrayElements, nonStandard, depthMax } = options;
  const kinds = kindsOf(nonStandard);
  let inArray = false;
  let last: "open" | "value" | "comma" = "open";

  return (text, final) => {
    const starts: number[] = [];
    const ends: number[] = [];
    try {
      return scan(text, final, starts, ends);
    } finally {
      flush(text, starts, ends);
    }
  };

  /** Values that were found before something wrong are handed on all the same. */
  function scan(text: string, final: boolean, starts: number[], ends: number[]): number {
    let at = 0;
    for (;;) {
      const start = skipSpace(text, at, final);
      if (start < 0 || start >= text.length) break;
      at = start;
      if (!inArray) {
        if (arrayElements && text[start] === "[") {
          inArray = true;
          last = "open";
          at = start + 1;
          continue;
        }
      } else if (text[start] === "]") {
        if (last === "comma" && !nonStandard) fail("a value after the comma", text, start);
        flush(text, starts, ends);
        inArray = false;
        at = start + 1;
        continue;
      } else if (text[start] === ",") {
        if (last !== "value") fail("a value", text, start);
        last = "comma";
        at = start + 1;
        continue;
      } else if (last === "value") {
        fail('"," or "]"', text, start);
      }
      const end = endOfValue(text, start, final);
      if (end < 0) {
        if (final)
          throw new JsonProblem(
            "Expected the end of this value; found the end of the text.",
            start,
          );
        break;
      }
      starts.push(start);
      ends.push(end);
      last = "value";
      at = end;
      if (!inArray) flush(text, starts, ends);
    }
    if (final && inArray)
      throw new JsonProblem('Expected "]"; found the end of the text.', text.length);
    return at;
  }

  function flush(text: string, starts: number[], ends: number[]): void {
    if (starts.length > 0) take(text, starts, ends);
    starts.length = ends.length = 0;
  }

  /** Just past the value that starts there; -1 when it is unfinished. */
  function endOfValue(text: string, start: number, final: boolean): number {
    const kind = kindAt(text, start);
    if (kind === quote) return endOfString(text, start);
    if (kind === opening) return endOfBrackets(text, start);
    if (kind === closing || text[start] === "," || text[start] === ":")
      fail("a value", text, start);
    let end = start;
    while (end < text.length && isWord(text, end)) end++;
    if (end === start) fail("a value", text, start);
    return end === text.length && !final ? -1 : end;
  }

  function endOfBrackets(text: string, start: number): number {
    let depth = 0;
    for (let i = start; i < text.length; i++) {
      const kind = kinds[text.charCodeAt(i)];
      if (kind === other) continue;
      if (kind === opening) {
        if (++depth > depthMax) {
          throw new JsonProblem(
            `Expected at most ${depthMax} levels (jsonDepthMax); found more.`,
            i,
          );
        }
      } else if (kind === closing) {
        if (--depth === 0) return i + 1;
      } else {
        const end = kind === quote ? endOfString(text, i) : endOfComment(text, i);
        if (end < 0) return -1;
        i = end - 1;
      }
    }
    return -1;
  }

  function isWord(text: string, at: number): boolean {
    return kindAt(text, at) === other && !/[\s,:]/.test(text.charAt(at));
  }

  function kindAt(text: string, at: number): number | undefined {
    return kinds[text.charCodeAt(at)];
  }

  /** Where something other than space and comments starts; -1 inside a comment that may go on. */
  function skipSpace(text: string, start: number, final: boolean): number {
    let at = start;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code <= 32 || code === 0xa0 || code === 0xfeff) {
        at++;
      } else if (kinds[code] === comment) {
        const end = endOfComment(text, at);
        if (end < 0 && final && !text.startsWith("/*", at)) return text.length;
        if (end < 0) return final ? fail("a value", text, at) : -1;
        if (end === at + 1) return fail("a value", text, at);
        at = end;
      } else {
        return at;
      }
    }
    return at;
  }
}

/** Just past the closing quote, or -1. */
function endOfString(text: string, start: number): number {
  const mark = text.charAt(start);
  for (let at = text.indexOf(mark, start + 1); at >= 0; at = text.indexOf(mark, at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return -1;
}

/** Just past a comment, or past a slash that starts none; -1 when it is unfinished. */
function endOfComment(text: string, start: number): number {
  const next = text[start + 1];
  if (text[start] === "/" && next === undefined) return -1;
  if (text[start] === "/" && next !== "/" && next !== "*") return start + 1;
  const isBlock = text[start] === "/" && next === "*";
  const end = text.indexOf(isBlock ? "*/" : "\n", start + (isBlock ? 2 : 1));
  return end < 0 ? -1 : end + (isBlock ? 2 : 1);
}

function kindsOf(nonStandard: boolean): Uint8Array {
  const kinds = new Uint8Array(65_536);
  for (const character of "{[") kinds[character.charCodeAt(0)] = opening;
  for (const character of "}]") kinds[character.charCodeAt(0)] = closing;
  for (const character of nonStandard ? "\"'" : '"') kinds[character.charCodeAt(0)] = quote;
  for (const character of nonStandard ? "/#" : "") kinds[character.charCodeAt(0)] = comment;
  return kinds;
}

function fail(expected: string, text: string, offset: number): never {
  throw new JsonProblem(`Expected ${expected}; found ${describeCharacter(text, offset)}.`, offset);
}
