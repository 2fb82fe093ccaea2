import type { PqlFunction, RowFunction } from "../function.ts";
import { int, num, repeated, rowFunction, str, strict, text } from "./row-function.ts";

export const texts: readonly PqlFunction[] = [
  rowFunction({
    name: "||",
    syntax: "a || b",
    summary: "Joins two texts; NULL when one of them is.",
    source: "docs.celonis.com/en/concat.html",
    parameters: [text("left text"), text("right text")],
    body: () => ({
      type: "STRING",
      sql: ([a = "", b = ""]) => `(${a} || ${b})`,
      evaluate: strict((a, b) => str(a) + str(b)),
    }),
  }),
  rowFunction({
    name: "CONCAT",
    syntax: "CONCAT(a, b, …)",
    summary: "Joins texts; NULL when one of them is.",
    source: "docs.celonis.com/en/concat.html",
    parameters: [repeated(text("text"))],
    body: () => ({
      type: "STRING",
      sql: (given) => `(${given.join(" || ")})`,
      evaluate: strict((...values) => values.join("")),
    }),
  }),
  changed(
    "UPPER",
    "The text in capitals.",
    (a) => `upper(${a})`,
    (a) => a.toUpperCase(),
  ),
  changed(
    "LOWER",
    "The text in small letters.",
    (a) => `lower(${a})`,
    (a) => a.toLowerCase(),
  ),
  changed(
    "TRIM",
    "The text without blanks at its ends.",
    (a) => `trim(${a})`,
    (a) => a.replaceAll(/^ +| +$/g, ""),
  ),
  changed(
    "LTRIM",
    "The text without blanks at its begin.",
    (a) => `ltrim(${a})`,
    (a) => a.replace(/^ +/, ""),
  ),
  changed(
    "RTRIM",
    "The text without blanks at its end.",
    (a) => `rtrim(${a})`,
    (a) => a.replace(/ +$/, ""),
  ),
  changed(
    "REVERSE",
    "The text backwards.",
    (a) => `reverse(${a})`,
    (a) => Array.from(a).toReversed().join(""),
  ),
  rowFunction({
    name: "LEN",
    syntax: "LEN(text)",
    summary: "How many characters the text has.",
    source: "docs.celonis.com/en/len.html",
    parameters: [text("text")],
    body: () => ({
      type: "INT",
      sql: ([a = ""]) => `length(${a})`,
      evaluate: strict((a) => Array.from(str(a)).length),
    }),
  }),
  rowFunction({
    name: "LEFT",
    syntax: "LEFT(text, count)",
    summary: "The first characters.",
    source: "docs.celonis.com/en/left.html",
    parameters: [text("text"), int("count")],
    body: () => ({
      type: "STRING",
      sql: ([a = "", n = ""]) => `substring(${a}, 1, ${count(n)})`,
      evaluate: strict((a, n) =>
        Array.from(str(a))
          .slice(0, Math.max(0, num(n)))
          .join(""),
      ),
    }),
  }),
  rowFunction({
    name: "RIGHT",
    syntax: "RIGHT(text, count)",
    summary: "The last characters.",
    source: "docs.celonis.com/en/right.html",
    parameters: [text("text"), int("count")],
    body: () => ({
      type: "STRING",
      sql: ([a = "", n = ""]) =>
        `(CASE WHEN ${n} >= length(${a}) THEN ${a} ELSE substring(${a}, length(${a}) - ${count(n)} + 1) END)`,
      evaluate: strict((a, n) => {
        const characters = Array.from(str(a));
        return characters.slice(Math.max(0, characters.length - Math.max(0, num(n)))).join("");
      }),
    }),
  }),
  rowFunction({
    name: "SUBSTRING",
    syntax: "SUBSTRING(text, start, count)",
    summary:
      "The characters from a position, counted from 0; NULL when start or count is negative.",
    source: "docs.celonis.com/en/substring.html",
    parameters: [text("text"), int("start"), int("count")],
    body: () => ({
      type: "STRING",
      sql: ([a = "", from = "", n = ""]) =>
        `(CASE WHEN ${from} >= 0 AND ${n} >= 0 THEN substring(${a}, ${clamped(from)} + 1, ${count(n)}) END)`,
      evaluate: strict((a, from, n) =>
        num(from) < 0 || num(n) < 0
          ? null
          : Array.from(str(a))
              .slice(num(from), num(from) + num(n))
              .join(""),
      ),
    }),
  }),
  rowFunction({
    name: "STRING_SPLIT",
    syntax: "STRING_SPLIT(text, separator, index)",
    summary:
      "One of the parts between separators, counted from 0; NULL when there are not so many.",
    source: "docs.celonis.com/en/string_split.html",
    parameters: [text("text"), text("separator"), int("index")],
    body: () => ({
      type: "STRING",
      sql: ([a = "", by = "", index = ""]) => {
        const parts = `(length(${a}) - length(replace(${a}, ${by}, ''))) / length(${by})`;
        return `(CASE WHEN ${by} <> '' AND ${index} >= 0 AND ${index} <= ${parts} THEN split_part(${a}, ${by}, CAST(${clamped(index)} + 1 AS INTEGER)) END)`;
      },
      evaluate: strict((a, by, index) =>
        by === "" ? null : (str(a).split(str(by))[num(index)] ?? null),
      ),
    }),
  }),
];

/** Positions beyond this are beyond every text. */
const positionMax = 1_000_000_000;

function count(sql: string): string {
  return `CAST(CASE WHEN ${sql} < 0 THEN 0 WHEN ${sql} > ${positionMax} THEN ${positionMax} ELSE ${sql} END AS INTEGER)`;
}

function clamped(sql: string): string {
  return `CAST(CASE WHEN ${sql} > ${positionMax} THEN ${positionMax} ELSE ${sql} END AS INTEGER)`;
}

function changed(
  name: string,
  summary: string,
  sql: (a: string) => string,
  evaluate: (a: string) => string,
): RowFunction {
  return rowFunction({
    name,
    syntax: `${name}(text)`,
    summary,
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    parameters: [text("text")],
    body: () => ({
      type: "STRING",
      sql: ([a = ""]) => sql(a),
      evaluate: strict((a) => evaluate(str(a))),
    }),
  });
}
