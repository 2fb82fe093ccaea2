import type { PqlFunction, RowFunction } from "../function.ts";
import { ArgumentMismatch } from "../function.ts";
import type { ExpressionType, PqlValue } from "../expression.ts";
import { unify } from "../unify.ts";
import { compareValues } from "./compare-values.ts";
import { anything, condition, repeated, rowFunction, strict } from "./row-function.ts";

export const conditions: readonly PqlFunction[] = [
  comparison("=", (order) => order === 0),
  comparison("!=", (order) => order !== 0),
  comparison("<", (order) => order < 0),
  comparison("<=", (order) => order <= 0),
  comparison(">", (order) => order > 0),
  comparison(">=", (order) => order >= 0),
  rowFunction({
    name: "AND",
    syntax: "a AND b",
    summary: "Both conditions hold.",
    source: "docs.celonis.com/en/and.html",
    parameters: [condition("left condition"), condition("right condition")],
    body: () => ({
      type: "BOOLEAN",
      sql: ([a = "", b = ""]) => `(${a} AND ${b})`,
      evaluate: ([a, b]) =>
        a === false || b === false ? false : a === null || b === null ? null : true,
    }),
  }),
  rowFunction({
    name: "OR",
    syntax: "a OR b",
    summary: "One of the conditions holds.",
    source: "docs.celonis.com/en/or.html",
    parameters: [condition("left condition"), condition("right condition")],
    body: () => ({
      type: "BOOLEAN",
      sql: ([a = "", b = ""]) => `(${a} OR ${b})`,
      evaluate: ([a, b]) =>
        a === true || b === true ? true : a === null || b === null ? null : false,
    }),
  }),
  rowFunction({
    name: "NOT",
    syntax: "NOT a",
    summary: "The condition does not hold; NULL stays NULL.",
    source: "docs.celonis.com/en/not.html",
    parameters: [condition("condition")],
    body: () => ({
      type: "BOOLEAN",
      sql: ([a = ""]) => `(NOT ${a})`,
      evaluate: strict((a) => a !== true),
    }),
  }),
  rowFunction({
    name: "IN",
    syntax: "a IN (b, c, …)",
    summary: "Equals one of the values.",
    source: "docs.celonis.com/en/in.html",
    parameters: [anything("value"), repeated(anything("value of the list"))],
    body: ({ types }) => {
      unify(types, "The values of IN");
      return {
        type: "BOOLEAN",
        sql: ([value = "", ...items]) => `(${value} IN (${items.join(", ")}))`,
        evaluate: ([value = null, ...items]) => isIn(value, items),
      };
    },
  }),
  rowFunction({
    name: "IS NULL",
    syntax: "a IS NULL",
    summary: "The value is missing.",
    source: "docs.celonis.com/en/is-null.html",
    parameters: [anything("value")],
    body: () => ({
      type: "BOOLEAN",
      sql: ([a = ""]) => `(${a} IS NULL)`,
      evaluate: ([a]) => a === null,
    }),
  }),
  rowFunction({
    name: "ISNULL",
    syntax: "ISNULL(a)",
    summary: "1 when the value is missing, otherwise 0.",
    source: "docs.celonis.com/en/isnull.html",
    parameters: [anything("value")],
    body: () => ({
      type: "INT",
      sql: ([a = ""]) => `(CASE WHEN ${a} IS NULL THEN 1 ELSE 0 END)`,
      evaluate: ([a]) => (a === null ? 1 : 0),
    }),
  }),
  rowFunction({
    name: "CASE",
    syntax: "CASE WHEN condition THEN value … ELSE value END",
    summary: "The value after the first condition that holds; after ELSE, or NULL, when none does.",
    source: "docs.celonis.com/en/case-when.html",
    parameters: [repeated(anything("part"))],
    body: ({ types }) => ({
      type: caseType(types),
      sql: (given) => {
        const otherwise = given.length % 2 === 1 ? ` ELSE ${given.at(-1)}` : "";
        const branches = pairs(given).map(([when, then]) => ` WHEN ${when} THEN ${then}`);
        return `(CASE${branches.join("")}${otherwise} END)`;
      },
      evaluate: (values) => {
        const otherwise = values.length % 2 === 1 ? (values.at(-1) ?? null) : null;
        return (pairs(values).find(([when]) => when === true) ?? [true, otherwise])[1];
      },
    }),
  }),
  rowFunction({
    name: "COALESCE",
    syntax: "COALESCE(a, b, …)",
    summary: "The first value that is not NULL.",
    source: "docs.celonis.com/en/coalesce.html",
    parameters: [repeated(anything("value"))],
    body: ({ types }) => ({
      type: unify(types, "The values of COALESCE"),
      sql: (given) => `COALESCE(${given.join(", ")})`,
      evaluate: (values) => values.find((value) => value !== null) ?? null,
    }),
  }),
  extreme("GREATEST", "largest", (order) => order > 0),
  extreme("LEAST", "smallest", (order) => order < 0),
];

function comparison(name: string, holds: (order: number) => boolean): RowFunction {
  return rowFunction({
    name,
    syntax: `a ${name} b`,
    summary: "Compares two values of one type; NULL when one of them is.",
    source: "docs.celonis.com/en/comparison-operators.html",
    parameters: [anything("left value"), anything("right value")],
    body: ({ types }) => {
      const type = unify(types, "Values that are compared");
      const sign = name === "!=" ? "<>" : name;
      return {
        type: "BOOLEAN",
        sql: ([a = "", b = ""], { dialect }) =>
          type === "STRING" && name !== "=" && name !== "!="
            ? `(${dialect.binary(a)} ${sign} ${b})`
            : `(${a} ${sign} ${b})`,
        evaluate: strict((a, b) => holds(compareValues(a, b))),
      };
    },
  });
}

function extreme(name: string, which: string, better: (order: number) => boolean): RowFunction {
  return rowFunction({
    name,
    syntax: `${name}(a, b, …)`,
    summary: `The ${which} of the values that are not NULL.`,
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    parameters: [repeated(anything("value"))],
    body: ({ types }) => {
      const type = unify(types, `The values of ${name}`);
      return {
        type,
        sql: (given, { dialect }) =>
          `${name}(${given.map((sql) => (type === "STRING" ? dialect.binary(sql) : sql)).join(", ")})`,
        evaluate: (values) =>
          values.reduce<PqlValue>(
            (best, value) =>
              value === null || (best !== null && !better(compareValues(value, best)))
                ? best
                : value,
            null,
          ),
      };
    },
  });
}

function isIn(value: PqlValue, items: readonly PqlValue[]): boolean | null {
  if (value === null) return null;
  if (items.some((item) => item !== null && compareValues(value, item) === 0)) return true;
  return items.includes(null) ? null : false;
}

function caseType(types: readonly ExpressionType[]): ExpressionType {
  const conditionTypes = pairs(types).map(([when]) => when);
  const wrong = conditionTypes.find((type) => type !== "BOOLEAN" && type !== "NULL");
  if (wrong !== undefined) {
    throw new ArgumentMismatch(
      `After WHEN a condition is expected; found ${wrong}.`,
      "Write a comparison after WHEN, such as CASE WHEN a = 1 THEN ….",
    );
  }
  const results = types.filter((_, index) => index % 2 === 1);
  if (types.length % 2 === 1) results.push(types.at(-1) ?? "NULL");
  return unify(results, "The results of CASE");
}

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  const found: (readonly [T, T])[] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [first, second] = items.slice(index, index + 2);
    if (first !== undefined && second !== undefined) found.push([first, second]);
  }
  return found;
}
