import { setOwn, type Json, type JsonObject } from "../../../base/json.ts";
import { describeCharacter, JsonProblem } from "./json-place.ts";

export interface LenientJsonOptions {
  /**
   * Also takes comments, single quotes, names without quotes, trailing commas, leading zeros and plus signs, NaN and
   * Infinity, raw control characters and any escaped character, as `allowNonStandardJson` promises.
   */
  readonly nonStandard: boolean;
  readonly depthMax: number;
}

/**
 * Parses one JSON value that fills the text. Slower than `parseJson`; it is there for non-standard JSON and to say where
 * a text is wrong. Throws a `JsonProblem`.
 */
export function parseLenientJson(text: string, options: LenientJsonOptions): Json {
  const { nonStandard, depthMax } = options;
  let at = 0;
  const value = readValue(0);
  skipSpace();
  if (at < text.length) fail("the end of the JSON");
  return value;

  function readValue(depth: number): Json {
    skipSpace();
    if (depth > depthMax) {
      throw new JsonProblem(`Expected at most ${depthMax} levels (jsonDepthMax); found more.`, at);
    }
    const character = text[at];
    if (character === "{") return readObject(depth);
    if (character === "[") return readArray(depth);
    if (character === '"' || (nonStandard && character === "'")) return readString(character);
    return readWord();
  }

  function readObject(depth: number): JsonObject {
    const object: JsonObject = {};
    at++;
    skipSpace();
    while (text[at] !== "}") {
      const name = readName();
      skipSpace();
      if (text[at] !== ":") fail('":" after the name');
      at++;
      setOwn(object, name, readValue(depth + 1));
      readSeparator("}");
    }
    at++;
    return object;
  }

  function readArray(depth: number): Json[] {
    const array: Json[] = [];
    at++;
    skipSpace();
    while (text[at] !== "]") {
      array.push(readValue(depth + 1));
      readSeparator("]");
    }
    at++;
    return array;
  }

  function readSeparator(close: string): void {
    skipSpace();
    if (text[at] === close) return;
    if (text[at] !== ",") fail(`"," or "${close}"`);
    at++;
    skipSpace();
    if (text[at] === close && !nonStandard) fail("a value after the comma");
  }

  function readName(): string {
    const character = text[at];
    if (character === '"' || (nonStandard && character === "'")) return readString(character);
    const name = nonStandard ? match(/[\p{L}\p{N}_$@-]+/uy) : undefined;
    return name ?? fail("a name in double quotes");
  }

  function readString(quote: string): string {
    const start = at++;
    let content = "";
    for (let from = at; ;) {
      const character = text[at];
      if (character === undefined) {
        throw new JsonProblem("Expected a closing quote; found the end.", start);
      }
      if (character === quote) return content + text.slice(from, at++);
      if (character === "\\") {
        content += text.slice(from, at) + readEscape();
        from = at;
      } else {
        if (!nonStandard && character < " ") fail("no control character in a string");
        at++;
      }
    }
  }

  function readEscape(): string {
    at++;
    const character = text[at] ?? fail("a character after the backslash");
    if (character === "u") {
      at++;
      const digits = match(/[0-9a-fA-F]{4}/y) ?? fail("four hexadecimal digits");
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const simple = Object.hasOwn(escapes, character) ? escapes[character] : undefined;
    if (simple === undefined && !nonStandard) fail("an escape of JSON");
    at++;
    return simple ?? character;
  }

  function readWord(): Json {
    const start = at;
    const word = match(/[^\s,:[\]{}"'/#]+/uy) ?? fail("a value");
    const literal = Object.hasOwn(literals, word) ? literals[word] : undefined;
    if (literal !== undefined) return literal;
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return numberOf(word);
    if (nonStandard && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word)) return numberOf(word);
    const special = nonStandard && Object.hasOwn(numbers, word) ? numbers[word] : undefined;
    if (special !== undefined) return special;
    at = start;
    return fail("a value", JSON.stringify(word.slice(0, 40)));
  }

  function skipSpace(): void {
    for (;;) {
      match(/[\s\u{feff}]+/uy);
      if (!nonStandard || match(/\/\/[^\n]*|#[^\n]*|\/\*[^]*?\*\//y) === undefined) return;
    }
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }

  function fail(expected: string, found = describeCharacter(text, at)): never {
    throw new JsonProblem(`Expected ${expected}; found ${found}.`, at);
  }
}

const literals: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
const numbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "+Infinity": Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function numberOf(word: string): number | bigint {
  const number = Number(word);
  if (Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(word)) return number;
  return BigInt(word.replace("+", ""));
}
