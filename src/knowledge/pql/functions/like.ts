import type { PqlFunction } from "../function.ts";
import { literal } from "./literal.ts";
import { rowFunction, str, strict, text } from "./row-function.ts";

const source = "docs.celonis.com/en/like.html";

/** A pattern with a `%` or `_` that no backslash takes the meaning from. */
const wild = /^(?:[^\\%_]|\\[^])*[%_]/;
/** A backslash at the end that takes the meaning from nothing. */
const danglingEscape = /^(?:[^\\]|\\[^])*\\$/;

export const like: readonly PqlFunction[] = [
  rowFunction({
    name: "LIKE",
    syntax: "text LIKE pattern",
    summary:
      "Matches a pattern with % (any characters) and _ (one character), escaped by a backslash. " +
      "Without either, finds the pattern anywhere, in any case.",
    source,
    parameters: [text("text"), text("pattern")],
    body: ({ values }) => {
      const pattern = values[1];
      return {
        type: "BOOLEAN",
        sql: ([value = "", given = ""], { dialect }) => {
          if (typeof pattern === "string" && !danglingEscape.test(pattern)) {
            return wild.test(pattern) ? matching(value, given) : containing(value, given);
          }
          const clean = `(CASE WHEN ${dialect.matches(given, "'^([^\\\\]|\\\\.)*\\\\$'")} THEN ${given} || '\\' ELSE ${given} END)`;
          const isWild = dialect.matches(given, "'^([^\\\\%_]|\\\\.)*[%_]'");
          return `(CASE WHEN ${isWild} THEN ${matching(value, clean)} ELSE ${containing(value, clean)} END)`;
        },
        evaluate: strict((value, given) => isLike(str(value), str(given))),
      };
    },
  }),
];

function matching(value: string, pattern: string): string {
  return `(${value} LIKE ${pattern} ESCAPE '\\')`;
}

function containing(value: string, pattern: string): string {
  return `(lower(${value}) LIKE ('%' || lower(${pattern}) || '%') ESCAPE '\\')`;
}

export function isLike(value: string, pattern: string): boolean {
  const isWild = wild.test(pattern);
  let expression = "";
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? "";
    if (character === "%") expression += "[^]*";
    else if (character === "_") expression += "[^]";
    else if (character === "\\") {
      index++;
      expression += literal(characters[index] ?? "\\");
    } else expression += literal(character);
  }
  if (isWild) return new RegExp(`^${expression}$`, "u").test(value);
  const found = new RegExp(expression.toLowerCase(), "u");
  return found.test(value.toLowerCase());
}
