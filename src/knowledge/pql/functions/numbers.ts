import type { PqlFunction, RowFunction } from "../function.ts";
import { num, number, optional, rowFunction, strict } from "./row-function.ts";

export const numbers: readonly PqlFunction[] = [
  rowFunction({
    name: "ABS",
    syntax: "ABS(number)",
    summary: "The number without its sign.",
    source: "docs.celonis.com/en/abs.html",
    parameters: [number("number")],
    body: ({ types }) => ({
      type: types[0] ?? "INT",
      sql: ([a = ""]) => `abs(${a})`,
      evaluate: strict((a) => Math.abs(num(a))),
    }),
  }),
  whole("FLOOR", "The next smaller INT.", (a) => `floor(${a})`, Math.floor),
  whole("CEIL", "The next larger INT.", (a) => `ceil(${a})`, Math.ceil),
  rowFunction({
    name: "ROUND",
    syntax: "ROUND(number [, digits])",
    summary:
      "Rounds halves away from zero: to an INT, or to so many digits after the point (0 to 15).",
    source: "docs.celonis.com/en/round.html",
    parameters: [number("number"), optional({ name: "digits", types: ["INT"], constant: true })],
    body: ({ values, types }) => {
      if (types.length < 2) {
        return {
          type: "INT",
          sql: ([a = ""], { dialect }) => dialect.cast(rounded(a), "INT"),
          evaluate: strict((a) => round(num(a))),
        };
      }
      const factor = 10 ** Math.min(15, Math.max(0, num(values[1])));
      return {
        type: "FLOAT",
        sql: ([a = ""], { dialect, bind }) => {
          const by = bind(factor, "FLOAT");
          return `(${rounded(`(${dialect.cast(a, "FLOAT")} * ${by})`)} / ${by})`;
        },
        evaluate: strict((a) => round(num(a) * factor) / factor),
      };
    },
  }),
  rowFunction({
    name: "POWER",
    syntax: "POWER(base, exponent)",
    summary: "A power, as FLOAT; NULL where it is no real number.",
    source: "docs.celonis.com/en/power.html",
    parameters: [number("base"), number("exponent")],
    body: () => ({
      type: "FLOAT",
      sql: ([a = "", b = ""], { dialect }) => {
        const [base, exponent] = [dialect.cast(a, "FLOAT"), dialect.cast(b, "FLOAT")];
        return `(CASE WHEN (${base} = 0 AND ${exponent} < 0) OR (${base} < 0 AND ${exponent} <> floor(${exponent})) THEN NULL ELSE power(${base}, ${exponent}) END)`;
      },
      evaluate: strict((a, b) => finite(num(a) ** num(b))),
    }),
  }),
  rowFunction({
    name: "SQRT",
    syntax: "SQRT(number)",
    summary: "The square root; NULL of a negative number.",
    source: "docs.celonis.com/en/sqrt.html",
    parameters: [number("number")],
    body: () => ({
      type: "FLOAT",
      sql: ([a = ""], { dialect }) =>
        `(CASE WHEN ${a} >= 0 THEN sqrt(${dialect.cast(a, "FLOAT")}) END)`,
      evaluate: strict((a) => finite(Math.sqrt(num(a)))),
    }),
  }),
  rowFunction({
    name: "LOG",
    syntax: "LOG(number [, base])",
    summary: "The natural logarithm, or that to a base; NULL where there is none.",
    source: "docs.celonis.com/en/log.html",
    parameters: [number("number"), optional(number("base"))],
    body: () => ({
      type: "FLOAT",
      sql: ([a = "", base], { dialect }) => {
        const ln = (sql: string): string => `ln(${dialect.cast(sql, "FLOAT")})`;
        return base === undefined
          ? `(CASE WHEN ${a} > 0 THEN ${ln(a)} END)`
          : `(CASE WHEN ${a} > 0 AND ${base} > 0 AND ${base} <> 1 THEN ${ln(a)} / ${ln(base)} END)`;
      },
      evaluate: strict((a, base) => {
        if (num(a) <= 0) return null;
        if (base === undefined) return Math.log(num(a));
        return num(base) <= 0 || num(base) === 1 ? null : Math.log(num(a)) / Math.log(num(base));
      }),
    }),
  }),
];

function whole(
  name: string,
  summary: string,
  sql: (a: string) => string,
  evaluate: (a: number) => number,
): RowFunction {
  return rowFunction({
    name,
    syntax: `${name}(number)`,
    summary,
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    parameters: [number("number")],
    body: () => ({
      type: "INT",
      sql: ([a = ""], { dialect }) => dialect.cast(sql(a), "INT"),
      evaluate: strict((a) => evaluate(num(a))),
    }),
  });
}

/** Written out, because databases round halves in different ways. */
function rounded(sql: string): string {
  return `(sign(${sql}) * floor(abs(${sql}) + 0.5))`;
}

function round(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
