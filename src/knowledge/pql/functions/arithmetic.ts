import type { PqlFunction, RowFunction } from "../function.ts";
import { isNumber, unify } from "../unify.ts";
import { num, number, rowFunction, strict } from "./row-function.ts";

const source = "docs.celonis.com/en/div.html";

export const arithmetic: readonly PqlFunction[] = [
  operation(
    "+",
    "Adds two numbers.",
    (a, b) => `(${a} + ${b})`,
    (a, b) => a + b,
  ),
  operation(
    "-",
    "Subtracts a number from another.",
    (a, b) => `(${a} - ${b})`,
    (a, b) => a - b,
  ),
  operation(
    "*",
    "Multiplies two numbers.",
    (a, b) => `(${a} * ${b})`,
    (a, b) => a * b,
  ),
  quotient("/", "a / b"),
  quotient("DIV", "DIV(a, b)"),
  rowFunction({
    name: "%",
    syntax: "a % b",
    summary:
      "Remainder of a division, with the sign of the dividend; NULL when it divides by zero.",
    source: "docs.celonis.com/en/modulo.html",
    parameters: [number("dividend"), number("divisor")],
    body: ({ types }) => ({
      type: unify(types, "The operands of %"),
      sql: ([a = "", b = ""], { dialect }) => dialect.modulo(a, `NULLIF(${b}, 0)`),
      evaluate: strict((a, b) => (num(b) === 0 ? null : num(a) % num(b))),
    }),
  }),
  sign(
    "NEGATIVE",
    "-a",
    (a) => `(-${a})`,
    (a) => -a,
  ),
  sign(
    "POSITIVE",
    "+a",
    (a) => a,
    (a) => a,
  ),
];

function operation(
  name: string,
  summary: string,
  sql: (a: string, b: string) => string,
  evaluate: (a: number, b: number) => number,
): RowFunction {
  return rowFunction({
    name,
    syntax: `a ${name} b`,
    summary,
    source,
    parameters: [number("left operand"), number("right operand")],
    body: ({ types }) => ({
      type: types.every((type) => !isNumber(type)) ? "INT" : unify(types, "Operands"),
      sql: ([a = "", b = ""]) => sql(a, b),
      evaluate: strict((a, b) => evaluate(num(a), num(b))),
    }),
  });
}

function quotient(name: string, syntax: string): RowFunction {
  return rowFunction({
    name,
    syntax,
    summary: "Quotient as FLOAT; NULL when it divides by zero.",
    source,
    parameters: [number("dividend"), number("divisor")],
    body: () => ({
      type: "FLOAT",
      sql: ([a = "", b = ""], { dialect }) =>
        `(${dialect.cast(a, "FLOAT")} / NULLIF(${dialect.cast(b, "FLOAT")}, 0))`,
      evaluate: strict((a, b) => (num(b) === 0 ? null : num(a) / num(b))),
    }),
  });
}

function sign(
  name: string,
  syntax: string,
  sql: (a: string) => string,
  evaluate: (a: number) => number,
): RowFunction {
  return rowFunction({
    name,
    syntax,
    summary: "Sign of a number.",
    source,
    parameters: [number("operand")],
    body: ({ types }) => ({
      type: types[0] ?? "INT",
      sql: ([a = ""]) => sql(a),
      evaluate: strict((a) => evaluate(num(a))),
    }),
  });
}
