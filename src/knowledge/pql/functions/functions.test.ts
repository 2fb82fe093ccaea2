import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ColumnType } from "../../data/data-schema.ts";
import { duckDbForTests } from "../../warehouse/duckdb-for-tests.ts";
import { compiled } from "../testing/ask.ts";
import { pqlFunctions } from "./catalog.ts";

/** One table with one row for each list of cells; the answers of an expression over it, row by row. */
interface Vector {
  readonly title: string;
  readonly pql: string;
  readonly types: readonly ColumnType[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  readonly gives: readonly (string | number | boolean | null)[];
  readonly type: ColumnType;
}

const published: readonly Vector[] = [
  {
    title: "DIV is FLOAT and NULL by zero (docs.celonis.com/en/div.html [4])",
    pql: '"T"."A" / "T"."B"',
    types: ["INT", "INT"],
    rows: [
      [10, 10],
      [20, 0],
      [30, 0],
      [40, 10],
    ],
    gives: [1, null, null, 4],
    type: "FLOAT",
  },
  {
    title: "LIKE without wildcards finds anywhere in any case (help.celonis.de/pql47/en/like [1])",
    pql: `CASE WHEN "T"."A" LIKE "T"."B" THEN 'match' ELSE 'no match' END`,
    types: ["STRING", "STRING"],
    rows: [
      ["abcde", "a"],
      ["abcde", "bcd"],
      ["abcde", "abcde"],
      ["abcde", "e"],
      ["aBcDE", "e"],
    ],
    gives: ["match", "match", "match", "match", "match"],
    type: "STRING",
  },
  {
    title: "LIKE with wildcards matches the whole text (help.celonis.de/pql47/en/like [2] and [3])",
    pql: '"T"."A" LIKE "T"."B"',
    types: ["STRING", "STRING"],
    rows: [
      ["abcde", "a_"],
      ["abcde", "b_d"],
      ["abcde", "a%d"],
      ["abcde", "_e"],
      ["abcde", "a_c_e"],
      ["abcde", "_b_d_"],
      ["abcde", "a%d_"],
      ["abcde", "%e%"],
      [null, "%"],
    ],
    gives: [false, false, false, false, true, true, true, true, null],
    type: "BOOLEAN",
  },
  {
    title: "DATEDIFF in seconds has fractions (help.celonis.de/pql46/en/datediff [2])",
    pql: 'DATEDIFF(ss, "T"."A", "T"."B")',
    types: ["DATE", "DATE"],
    rows: [
      ["2000-01-01 00:00:59.999", "1999-12-31 23:59:59.999"],
      ["2005-05-09 12:01:10", "2005-05-09 12:01:11.5"],
    ],
    gives: [-60, 1.5],
    type: "FLOAT",
  },
  {
    title: "REMAP_TIMESTAMPS floors to whole days before they are subtracted (reference vector 2)",
    pql: 'REMAP_TIMESTAMPS("T"."B", DAYS) - REMAP_TIMESTAMPS("T"."A", DAYS)',
    types: ["DATE", "DATE"],
    rows: [
      ["2024-01-01 00:00:00", "2024-01-07 12:00:00"],
      ["2024-01-03 00:00:00", "2024-01-11 00:00:00"],
    ],
    gives: [6, 8],
    type: "INT",
  },
  {
    title:
      "WORKDAYS_BETWEEN ignores the time of the day (help.celonis.de/pql47/en/WORKDAYS_BETWEEN)",
    pql: 'WORKDAYS_BETWEEN(WEEKDAY_CALENDAR(THURSDAY FRIDAY), "T"."A", "T"."B")',
    types: ["DATE", "DATE"],
    rows: [["1970-01-01 23:59:00", "1970-01-02 00:30:00"]],
    gives: [1],
    type: "INT",
  },
  {
    title: "a date constant is a text or milliseconds (docs.celonis.com/en/date.html [1])",
    pql: 'TO_STRING({t 0}) || TO_STRING({d \'1970-01-02\'}) || "T"."A"',
    types: ["STRING"],
    rows: [["."]],
    gives: ["1970-01-01 00:00:001970-01-02 00:00:00."],
    type: "STRING",
  },
];

interface AggregateVector {
  readonly title: string;
  readonly pql: string;
  readonly type: ColumnType;
  readonly values: readonly (string | number | null)[];
  readonly gives: string | number | null;
}

const aggregates: readonly AggregateVector[] = [
  {
    title: "MEDIAN of three (help.celonis.de MEDIAN [1])",
    pql: "MEDIAN",
    type: "INT",
    values: [1, 2, 3],
    gives: 2,
  },
  {
    title: "MEDIAN of four is the upper (help.celonis.de MEDIAN [2])",
    pql: "MEDIAN",
    type: "INT",
    values: [1, 2, 3, 4],
    gives: 3,
  },
  {
    title: "MEDIAN of NULL alone (help.celonis.de MEDIAN [4])",
    pql: "MEDIAN",
    type: "INT",
    values: [null],
    gives: null,
  },
  {
    title: "QUANTILE 0 (docs.celonis.com/en/quantile.html [1])",
    pql: "QUANTILE 0.0",
    type: "INT",
    values: [1, -3, 4],
    gives: -3,
  },
  {
    title: "QUANTILE 1 (docs.celonis.com/en/quantile.html [2])",
    pql: "QUANTILE 1.0",
    type: "INT",
    values: [1, -3, 4],
    gives: 4,
  },
  {
    title: "QUANTILE 50/100 (docs.celonis.com/en/quantile.html [5])",
    pql: "QUANTILE 50 / 100",
    type: "INT",
    values: [3, 1, 4, 2, 1, 5],
    gives: 3,
  },
  {
    title: "PU_MODE's smallest of several (docs.celonis.com/en/pu_mode.html [1])",
    pql: "MODE",
    type: "INT",
    values: [150, 500, 500, 200],
    gives: 500,
  },
  {
    title: "MODE of several",
    pql: "MODE",
    type: "STRING",
    values: ["b", "a", "b", "a", null],
    gives: "a",
  },
];

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  STRING: "VARCHAR",
  INT: "BIGINT",
  FLOAT: "DOUBLE",
  DATE: "TIMESTAMP",
  BOOLEAN: "BOOLEAN",
};

/** What an expression gives for every row of a table of its own. */
async function answers(
  question: { readonly attributes?: readonly string[]; readonly kpis?: readonly string[] },
  types: readonly ColumnType[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): Promise<{ readonly cells: readonly unknown[]; readonly type: ColumnType | undefined }> {
  const names = ["A", "B", "C"].slice(0, types.length);
  const columns = new Map(types.map((type, index) => [names[index] ?? "", type]));
  const cells = rows.map((row) =>
    row.map((cell, index) =>
      typeof cell === "string" ? `'${cell}'::${sqlTypes[types[index] ?? "STRING"]}` : String(cell),
    ),
  );
  await using own = await duckDbForTests([
    `CREATE TABLE "T" (${names.map((name, index) => `"${name}" ${sqlTypes[types[index] ?? "STRING"]}`).join(", ")})`,
    ...cells.map((row) => `INSERT INTO "T" VALUES (${row.join(", ")})`),
  ]);
  const schema = {
    tables: new Map([["T", { name: "T", columns, primaryKey: [] }]]),
    foreignKeys: [],
    eventLogs: [],
  };
  const query = compiled(question, schema, own.dialect);
  assert.ok(query.kind === "compiled", JSON.stringify(query));
  const page = query.read(await own.query(query.statement, AbortSignal.timeout(10_000)));
  return { cells: page.rows.map((row) => row[0]), type: query.columns[0]?.type };
}

describe("functions of PQL", () => {
  for (const { title, pql, types, rows, gives, type } of published) {
    it(`A12 agree with what is published: ${title}`, async () => {
      const answer = await answers({ attributes: [pql] }, types, rows);
      assert.deepEqual(answer, { cells: gives, type });
    });
  }

  for (const { title, pql, type, values, gives } of aggregates) {
    it(`A12 agree with what is published: ${title}`, async () => {
      const [name = "", ...rest] = pql.split(" ");
      const more = rest.length === 0 ? "" : `, ${rest.join(" ")}`;
      const kpis = [`${name}("T"."A"${more})`];
      const answer = await answers(
        { kpis },
        [type],
        values.map((value) => [value]),
      );
      assert.deepEqual(answer, { cells: [gives], type });
    });
  }

  it("are declared once each, with words that say what they do and where that is written", () => {
    const names = pqlFunctions.map((declared) => declared.name);
    assert.deepEqual(names.length, new Set(names).size);
    for (const { name, syntax, summary, source } of pqlFunctions) {
      assert.ok(syntax.length > 1 && summary.endsWith(".") && source.length > 2, name);
    }
  });
});
