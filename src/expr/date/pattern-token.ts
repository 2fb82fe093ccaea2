/** One piece of a Joda pattern: a run of one letter, or text that stands for itself. */
export type PatternToken =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "field"; readonly letter: PatternLetter; readonly length: number };

/** The letters of a pattern with what each stands for, see the class `DateTimeFormat` of Joda-Time. */
export const patternLetters = {
  G: "era",
  C: "century",
  Y: "year of era",
  x: "week year",
  w: "week of the year",
  e: "day of the week as a number",
  E: "day of the week",
  y: "year",
  D: "day of the year",
  M: "month",
  d: "day of the month",
  a: "half of the day",
  K: "hour of the half day (0-11)",
  h: "hour of the half day (1-12)",
  H: "hour (0-23)",
  k: "hour (1-24)",
  m: "minute",
  s: "second",
  S: "fraction of a second",
  z: "time zone",
  Z: "offset from UTC",
} as const;

export type PatternLetter = keyof typeof patternLetters;

export interface PatternProblem {
  /** Where in the pattern. */
  readonly index: number;
  readonly reason: string;
  readonly resolution: string;
}

/** Characters of one pattern. */
export const patternLengthMax = 1_000;

/** The pieces of a pattern, or what is wrong with it. */
export function readPattern(
  source: string,
): { readonly tokens: readonly PatternToken[] } | { readonly problem: PatternProblem } {
  const tokens: PatternToken[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (!/[A-Za-z]/.test(char)) {
      const { text, end } = literalFrom(source, at);
      tokens.push({ kind: "literal", text });
      at = end;
      continue;
    }
    if (!isPatternLetter(char)) return { problem: unknownLetter(char, at) };
    const start = at;
    while (source.charAt(at) === char) at++;
    tokens.push({ kind: "field", letter: char, length: at - start });
  }
  return { tokens };
}

/** Whether a token reads and prints digits, so that a number before it must know its own length. */
export function isNumeric(token: PatternToken | undefined): boolean {
  if (token?.kind !== "field") return false;
  if (token.letter === "M") return token.length <= 2;
  return !"GEazZ".includes(token.letter);
}

function isPatternLetter(char: string): char is PatternLetter {
  return Object.hasOwn(patternLetters, char);
}

/** Text from `start` on to the next letter outside quotes; `''` is one quote, an open quote reaches to the end. */
function literalFrom(
  source: string,
  start: number,
): { readonly text: string; readonly end: number } {
  let text = "";
  let quoted = false;
  let at = start;
  for (; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === "'") {
      if (source.charAt(at + 1) === "'") {
        text += "'";
        at++;
      } else quoted = !quoted;
    } else if (!quoted && /[A-Za-z]/.test(char)) break;
    else text += char;
  }
  return { text, end: at };
}

const otherLetters: Readonly<Record<string, string>> = {
  X: "Use `ZZ` for an offset such as +01:00.",
  u: "Use `e` for the number of the day of the week, or `yyyy` for the year.",
  L: "Use `MMMM` for the name of the month.",
  T: "Quote a letter that stands for itself: `'T'`.",
};

function unknownLetter(letter: string, index: number): PatternProblem {
  return {
    index,
    reason: `Expected letters of Joda-Time patterns (${Object.keys(patternLetters).join(" ")}), found \`${letter}\` at position ${index}.`,
    resolution:
      otherLetters[letter] ?? `Quote a letter that stands for itself, as in \`'${letter}'\`.`,
  };
}
