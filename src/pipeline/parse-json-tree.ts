import type { JsonMember, JsonTree } from "./json-tree.ts";

/** Why a text is not JSON: the offset where reading stopped, what was expected there and what stands there. */
export interface JsonProblem {
  readonly kind: "syntax" | "depth";
  /** UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  /** How to mend the usual slips: a comma too many, single quotes, a comment. Empty when nothing is sure. */
  readonly advice: string;
}

export type JsonTreeResult =
  | { readonly ok: true; readonly tree: JsonTree }
  | { readonly ok: false; readonly problem: JsonProblem };

/**
 * Reads a JSON text (RFC 8259) and loses nothing of it but white space. A byte order mark before it is skipped.
 * Nesting beyond `depthMax` levels is a problem, not a stack overflow.
 */
export function parseJsonTree(text: string, depthMax: number): JsonTreeResult {
  const parser = new JsonTreeParser(text, depthMax);
  try {
    return { ok: true, tree: parser.parse() };
  } catch (thrown) {
    if (thrown instanceof JsonProblemError) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

class JsonProblemError extends Error {
  readonly problem: JsonProblem;
  constructor(problem: JsonProblem) {
    super("not JSON");
    this.problem = problem;
  }
}

const theEnd = "the end of the text";
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

class JsonTreeParser {
  readonly #text: string;
  readonly #depthMax: number;
  #at: number;
  #depth = 0;

  constructor(text: string, depthMax: number) {
    this.#text = text;
    this.#depthMax = depthMax;
    this.#at = text.charCodeAt(0) === 0xfe_ff ? 1 : 0;
  }

  parse(): JsonTree {
    this.#skipSpace();
    const tree = this.#value("a JSON value");
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail(theEnd);
    return tree;
  }

  #value(expected: string, ofKey = false): JsonTree {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 0x7b) return this.#object();
    if (code === 0x5b) return this.#array();
    if (code === 0x22) return { kind: "leaf", text: this.#string() };
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number();
    for (const word of ["true", "false", "null"]) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return { kind: "leaf", text: word };
    }
    return this.#fail(ofKey ? `the value of ${shorten(expected)}` : expected);
  }

  #object(): JsonTree {
    this.#enter();
    const members: JsonMember[] = [];
    this.#skipSpace();
    if (!this.#take(0x7d)) {
      for (;;) {
        this.#skipSpace();
        if (this.#text.charCodeAt(this.#at) !== 0x22) this.#fail("a key in double quotes");
        const keyText = this.#string();
        this.#skipSpace();
        if (!this.#take(0x3a)) this.#fail(`":" after the key ${shorten(keyText)}`);
        this.#skipSpace();
        const value = this.#value(keyText, true);
        members.push({ key: unescaped(keyText), keyText, value });
        this.#skipSpace();
        if (this.#take(0x7d)) break;
        if (!this.#take(0x2c)) this.#fail('"," or "}"');
      }
    }
    this.#depth--;
    return { kind: "object", members };
  }

  #array(): JsonTree {
    this.#enter();
    const items: JsonTree[] = [];
    this.#skipSpace();
    if (!this.#take(0x5d)) {
      for (;;) {
        this.#skipSpace();
        items.push(this.#value("an element of the array"));
        this.#skipSpace();
        if (this.#take(0x5d)) break;
        if (!this.#take(0x2c)) this.#fail('"," or "]"');
      }
    }
    this.#depth--;
    return { kind: "array", items };
  }

  #string(): string {
    const start = this.#at;
    this.#at++;
    for (;;) {
      let code = this.#text.charCodeAt(this.#at);
      while (code >= 0x20 && code !== 0x22 && code !== 0x5c) {
        this.#at++;
        code = this.#text.charCodeAt(this.#at);
      }
      if (code === 0x22) {
        this.#at++;
        return this.#text.slice(start, this.#at);
      }
      if (code !== 0x5c) this.#fail(`the closing '"' of a string`);
      escapePattern.lastIndex = this.#at;
      if (!escapePattern.test(this.#text))
        this.#fail(String.raw`an escape such as \n, \" or \u0041`);
      this.#at = escapePattern.lastIndex;
    }
  }

  #number(): JsonTree {
    numberPattern.lastIndex = this.#at;
    if (!numberPattern.test(this.#text)) this.#fail("a number");
    const start = this.#at;
    this.#at = numberPattern.lastIndex;
    return { kind: "leaf", text: this.#text.slice(start, this.#at) };
  }

  #enter(): void {
    if (this.#depth >= this.#depthMax) {
      throw new JsonProblemError({
        kind: "depth",
        offset: this.#at,
        expected: `at most ${this.#depthMax} levels of nesting`,
        found: "one more",
        advice: "",
      });
    }
    this.#depth++;
    this.#at++;
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #fail(expected: string): never {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    throw new JsonProblemError({
      kind: "syntax",
      offset: this.#at,
      expected,
      found: describe(rest),
      advice: expected === theEnd ? "Give only one JSON value." : advise(this.#text, this.#at),
    });
  }
}

function unescaped(keyText: string): string {
  if (!keyText.includes("\\")) return keyText.slice(1, -1);
  const key: unknown = JSON.parse(keyText);
  return String(key);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function describe(rest: string): string {
  if (rest === "") return theEnd;
  const code = rest.charCodeAt(0);
  if (code === 0x0a || code === 0x0d) return "a line break";
  if (code < 0x20)
    return `the control character U+${code.toString(16).padStart(4, "0").toUpperCase()}`;
  const word = /^[\w$]+/.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return `\`${word}\``;
}

function advise(text: string, at: number): string {
  const rest = text.slice(at, at + 10);
  const before = text.slice(Math.max(0, at - 200), at).trimEnd();
  if (rest === "") return "The text is cut off: give all of it.";
  if (/^[}\]]/.test(rest) && before.endsWith(",")) return "Remove the comma before it.";
  if (rest.startsWith("'")) return "JSON strings stand in double quotes.";
  if (/^\/[/*]/.test(rest)) return "JSON has no comments: remove it.";
  if (/^(?:None|True|False)\b/.test(rest)) {
    return "This is Python: print it with json.dumps, which writes null, true and false.";
  }
  if (/^(?:NaN|Infinity|undefined)\b/.test(rest)) return "JSON has no such value: write null.";
  if (rest.startsWith('"') || /^[{[]/.test(rest)) {
    return /["}\]\w]$/.test(before) ? "A comma is missing before it." : "";
  }
  return "";
}
