import { findingAt, Problem } from "./problem.ts";
import type { Token } from "./token.ts";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

/** Reads a text in single or double quotes; the escapes are those of JavaScript. */
export function readString(source: string, start: number): Token {
  const quote = source.charAt(start);
  let value = "";
  let position = start + 1;
  for (;;) {
    const character = source.charAt(position);
    if (character === "") throw unclosedText(source, start, quote);
    if (character === quote) return { kind: "string", value, start, end: position + 1 };
    if (character === "\\") {
      const [text, length] = readEscape(source, position);
      value += text;
      position += length;
    } else {
      value += character;
      position++;
    }
  }
}

/** The text of the escape that begins at `position`, and how many characters it takes. */
function readEscape(source: string, position: number): readonly [string, number] {
  const letter = source.charAt(position + 1);
  if (letter === "x" || letter === "u") {
    const length = letter === "x" ? 2 : 4;
    const digits = source.slice(position + 2, position + 2 + length);
    if (digits.length === length && /^[\da-fA-F]+$/.test(digits)) {
      return [String.fromCharCode(Number.parseInt(digits, 16)), 2 + length];
    }
    throw new Problem(
      findingAt(
        { start: position, end: Math.min(source.length, position + 2 + length) },
        "expression-syntax",
        `\`\\${letter}\` needs ${length} hexadecimal digits.`,
        `Found \`${digits}\`.`,
        `Write \`\\${letter}${"0".repeat(length - 2)}41\` for the letter A, or \`\\\\${letter}\` for a backslash and ${letter}.`,
      ),
    );
  }
  return [
    Object.hasOwn(escapes, letter) ? (escapes[letter] ?? letter) : letter,
    letter === "" ? 1 : 2,
  ];
}

function unclosedText(source: string, start: number, quote: string): Problem {
  const other = quote === "'" ? '"' : "'";
  return new Problem(
    findingAt(
      { start, end: source.length },
      "expression-syntax",
      "The text is not closed.",
      `It begins with ${quote} and no ${quote} follows.`,
      `Add ${quote} where the text ends. A quote inside the text is written \\${quote}, or use ${other} around it.`,
    ),
  );
}
