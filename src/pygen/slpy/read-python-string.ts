import type { PythonString } from "./python-tree.ts";

/** The letter after a backslash and what the two stand for. */
const escapes: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const escapePattern =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

/**
 * The value of a Python string literal that begins at `start`; `undefined` for bytes and for what never ends. A
 * backslash before any other letter stands for itself, as in Python.
 */
export function readPythonString(text: string, start: number): PythonString | undefined {
  const match = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(text);
  const [opening = "", prefix = "", quote = ""] = match ?? [];
  const closed = text.length >= opening.length + quote.length && text.endsWith(quote);
  if (match === null || !closed || /[bf]/i.test(prefix)) return undefined;
  const content = text.slice(opening.length, text.length - quote.length);
  const span = { start, end: start + text.length };
  const normalised = content.replaceAll(/\r\n?/g, "\n");
  if (/r/i.test(prefix) || !normalised.includes("\\")) {
    const literal = normalised === content ? { contentStart: start + opening.length } : {};
    return { kind: "string", value: normalised, span, ...literal };
  }
  return { kind: "string", value: unescape(normalised), span };
}

function unescape(content: string): string {
  return content.replaceAll(
    escapePattern,
    (whole, hex?: string, four?: string, eight?: string, octal?: string, letter?: string) => {
      const code = hex ?? four ?? eight;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point > 0x10_ff_ff ? whole : String.fromCodePoint(point);
      }
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return letter !== undefined && Object.hasOwn(escapes, letter)
        ? (escapes[letter] ?? whole)
        : whole;
    },
  );
}
