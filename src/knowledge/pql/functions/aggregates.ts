import type { AggregateBody, AggregateFunction, GivenArguments } from "../function.ts";
import { ArgumentMismatch } from "../function.ts";
import type { PqlValue } from "../expression.ts";
import { settled } from "../unify.ts";
import { compareValues } from "./compare-values.ts";
import { anything, num, number } from "./row-function.ts";

const ordered: AggregateFunction["parameters"] = [
  { name: "column", types: ["INT", "FLOAT", "DATE"] },
];

export const aggregates: readonly AggregateFunction[] = [
  aggregate("COUNT", "COUNT([DISTINCT] column)", "How many values are not NULL.", {
    parameters: [anything("column")],
    takesDistinct: true,
    body: ({ distinct }) => (distinct ? countDistinct : countValues),
  }),
  aggregate("COUNT_DISTINCT", "COUNT_DISTINCT(column)", "How many different values there are.", {
    parameters: [anything("column")],
    body: () => countDistinct,
  }),
  aggregate("SUM", "SUM(column)", "The sum of the values; NULL when there are none.", {
    parameters: [number("column")],
    body: ({ types: [type] }) => ({
      ...over(settled(type ?? "INT"), true),
      sql: ([a = ""], { filter }, { dialect }) =>
        dialect.cast(`sum(${a})${filter()}`, settled(type ?? "INT")),
      evaluate: (rows) => {
        const values = numbersOf(rows);
        return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
      },
    }),
  }),
  aggregate("AVG", "AVG(column)", "The mean of the values as FLOAT; NULL when there are none.", {
    parameters: [number("column")],
    body: () => ({
      ...over("FLOAT", true),
      sql: ([a = ""], { filter }, { dialect }) =>
        dialect.cast(`avg(${dialect.cast(a, "FLOAT")})${filter()}`, "FLOAT"),
      evaluate: (rows) => mean(numbersOf(rows)),
    }),
  }),
  extreme("MIN", "smallest", (values) => values[0]),
  extreme("MAX", "largest", (values) => values.at(-1)),
  aggregate("MEDIAN", "MEDIAN(column)", "The middle value, the upper of two.", {
    parameters: ordered,
    body: ({ types: [type] }) => quantile(settled(type ?? "INT"), 0.5),
  }),
  aggregate(
    "QUANTILE",
    "QUANTILE(column, fraction)",
    "The value at a fraction of the ordered values: 0 is MIN, 1 is MAX, 0.5 is MEDIAN.",
    {
      parameters: [
        { name: "column", types: ["INT", "FLOAT", "DATE"] },
        { name: "fraction", types: ["FLOAT"], constant: true },
      ],
      body: ({ types: [type], values: [, fraction] }) => {
        if (num(fraction) < 0 || num(fraction) > 1) {
          throw new ArgumentMismatch(
            `The fraction has to be from 0.0 to 1.0; found ${String(fraction)}.`,
            "Write a fraction, such as QUANTILE(column, 0.9).",
          );
        }
        return quantile(settled(type ?? "INT"), num(fraction));
      },
    },
  ),
  spread("STDEV", "standard deviation", "stddev_samp", Math.sqrt),
  spread("VAR", "variance", "var_samp", (value) => value),
  aggregate("MODE", "MODE(column)", "The most frequent value, the smallest of several.", {
    parameters: [anything("column")],
    body: ({ types: [type] }) => ({
      ...over(settled(type ?? "STRING"), true),
      sql: ([a = ""], { filter }, { dialect }) =>
        dialect.mode(type === "STRING" ? dialect.binary(a) : a, filter()),
      evaluate: (rows) => mode(sorted(rows)),
    }),
  }),
  edge("FIRST", false),
  edge("LAST", true),
  aggregate(
    "STRING_AGG",
    "STRING_AGG(column, separator [, ORDER BY key])",
    "The texts joined, in the order of loading or of the keys.",
    {
      parameters: [
        { name: "column", types: ["STRING"] },
        { name: "separator", types: ["STRING"], constant: true },
      ],
      takesOrder: true,
      body: ({ values: [, separator] }) => ({
        ...over("STRING", true),
        sql: ([a = "", by = ""], { order, filter }) =>
          `string_agg(${a}, ${by} ORDER BY ${order(false)})${filter()}`,
        evaluate: (rows) => {
          const texts = present(rows);
          return texts.length === 0 ? null : texts.join(String(separator));
        },
      }),
    },
  ),
];

const countValues: AggregateBody = {
  type: "INT",
  empty: 0,
  duplicatesMatter: true,
  sql: ([a = ""], { filter }) => `count(${a})${filter()}`,
  evaluate: (rows) => present(rows).length,
};

const countDistinct: AggregateBody = {
  type: "INT",
  key: "DISTINCT",
  empty: 0,
  duplicatesMatter: false,
  sql: ([a = ""], { filter }) => `count(DISTINCT ${a})${filter()}`,
  evaluate: (rows) => new Set(present(rows)).size,
};

/** How many rows a table has; declared as `COUNT_TABLE`, pulled up as `PU_COUNT` of any column. */
export const countRows: AggregateBody = {
  type: "INT",
  empty: 0,
  duplicatesMatter: true,
  sql: (_, { filter }) => `count(*)${filter()}`,
  evaluate: (rows) => rows.length,
};

function aggregate(
  name: string,
  syntax: string,
  summary: string,
  rest: Pick<AggregateFunction, "parameters" | "body"> & Partial<AggregateFunction>,
): AggregateFunction {
  const source = `docs.celonis.com/en/${name.toLowerCase()}.html`;
  return {
    kind: "aggregate",
    name,
    syntax,
    summary,
    source,
    pulls: true,
    takesDistinct: false,
    takesOrder: false,
    ...rest,
  };
}

function over(
  type: AggregateBody["type"],
  duplicatesMatter: boolean,
): Pick<AggregateBody, "type" | "empty" | "duplicatesMatter"> {
  return { type, empty: null, duplicatesMatter };
}

function extreme(
  name: string,
  which: string,
  pick: (values: readonly PqlValue[]) => PqlValue | undefined,
): AggregateFunction {
  return aggregate(name, `${name}(column)`, `The ${which} value; NULL when there are none.`, {
    parameters: [anything("column")],
    body: ({ types: [type] }) => ({
      ...over(settled(type ?? "STRING"), false),
      sql: ([a = ""], { filter }, { dialect }) =>
        type === "BOOLEAN"
          ? `${name === "MIN" ? "bool_and" : "bool_or"}(${a})${filter()}`
          : `${name}(${type === "STRING" ? dialect.binary(a) : a})${filter()}`,
      evaluate: (rows) => pick(sorted(rows)) ?? null,
    }),
  });
}

function quantile(type: AggregateBody["type"], fraction: number): AggregateBody {
  return {
    ...over(type, true),
    key: String(fraction),
    // A descending quantile_disc of 0 is the smallest value in DuckDB.
    sql: ([a = ""], { filter }, { dialect }) =>
      fraction === 1 ? `max(${a})${filter()}` : dialect.quantile(a, fraction, filter()),
    evaluate: (rows) => {
      const values = sorted(rows);
      const { length } = values;
      // Counted from the end, so that fractions fall as they do in the database.
      const fromEnd = Math.max(1, Math.ceil(length - Math.floor(length - length * (1 - fraction))));
      return values[length - fromEnd] ?? null;
    },
  };
}

function spread(
  name: string,
  what: string,
  sqlName: string,
  of: (variance: number) => number,
): AggregateFunction {
  return aggregate(
    name,
    `${name}(column)`,
    `The ${what} of a sample; NULL of fewer than two values.`,
    {
      parameters: [number("column")],
      body: () => ({
        ...over("FLOAT", true),
        sql: ([a = ""], { filter }, { dialect }) =>
          dialect.cast(`${sqlName}(${dialect.cast(a, "FLOAT")})${filter()}`, "FLOAT"),
        evaluate: (rows) => {
          const values = numbersOf(rows);
          const middle = mean(values);
          if (middle === null || values.length < 2) return null;
          const squares = values.map((value) => (value - middle) ** 2);
          return of(squares.reduce((sum, value) => sum + value, 0) / (values.length - 1));
        },
      }),
    },
  );
}

function edge(name: string, last: boolean): AggregateFunction {
  return aggregate(
    name,
    `${name}(column [, ORDER BY key])`,
    `The ${name.toLowerCase()} value that is not NULL, by the keys or in the order of loading. Rows whose key is NULL come last.`,
    {
      parameters: [anything("column")],
      takesOrder: true,
      body: ({ types: [type] }: GivenArguments) => ({
        ...over(settled(type ?? "STRING"), true),
        sql: ([a = ""], { order, filter }, { dialect }) =>
          dialect.first(a, order(last), filter(`${a} IS NOT NULL`)),
        reversed: last,
        evaluate: (rows) => present(rows)[0] ?? null,
      }),
    },
  );
}

function present(rows: readonly (readonly PqlValue[])[]): readonly PqlValue[] {
  return rows.map((row) => row[0] ?? null).filter((value) => value !== null);
}

function numbersOf(rows: readonly (readonly PqlValue[])[]): readonly number[] {
  return present(rows).map(num);
}

function sorted(rows: readonly (readonly PqlValue[])[]): readonly PqlValue[] {
  return present(rows).toSorted(compareValues);
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function mode(values: readonly PqlValue[]): PqlValue {
  let best: { readonly value: PqlValue; readonly count: number } = { value: null, count: 0 };
  for (const value of new Set(values)) {
    const count = values.filter((other) => other === value).length;
    if (count > best.count) best = { value, count };
  }
  return best.value;
}
