import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { ask, nodeOf, type Question, refusal } from "./testing/ask.ts";
import { smallData, smallSchema } from "./testing/small-model.ts";
import { noNames, type PqlNames } from "./names.ts";

const warehouse = await duckDbForTests(smallData);
after(() => warehouse[Symbol.asyncDispose]());

async function rows(question: Question): Promise<readonly (readonly unknown[])[]> {
  return (await ask(question, smallSchema, warehouse)).rows;
}

function refused(question: Question): string {
  const { code, error, reason, resolution } = refusal(question, smallSchema, warehouse.dialect);
  return [code, error, reason, resolution].join(" | ");
}

describe("a query of PQL", () => {
  it("A10 gives one row for KPIs alone and a group for each value with attributes", async () => {
    assert.deepEqual(await rows({ kpis: ['COUNT_TABLE("CASES")', 'SUM("CASES"."VALUE")'] }), [
      [4, 35],
    ]);
    assert.deepEqual(
      await rows({ attributes: ['"CUSTOMERS"."REGION"'], kpis: ['SUM("CASES"."VALUE")'] }),
      [
        ["North", 30],
        ["South", 5],
        [null, null],
      ],
    );
  });

  it("A10 gives every row for attributes alone, not only distinct ones", async () => {
    const page = await ask({ attributes: ['"CASES"."CUSTOMER"'] }, smallSchema, warehouse);
    assert.deepEqual(page.rows, [[1], [1], [2], [null]]);
    assert.equal(page.total, 4);
    assert.equal(page.grain, "CASES");
  });

  it("joins parents to the N-most table: childless parents vanish, orphans stay", async () => {
    const attributes = ['"ACTIVITIES"."ACTIVITY"', '"CASES"."ID"', '"CUSTOMERS"."REGION"'];
    const answer = await rows({ attributes });
    assert.equal(answer.length, 6);
    assert.deepEqual(answer.at(-1), ["Lost", null, null]);
    assert.ok(!answer.some((row) => row[1] === "d" || row[2] === "East"));
  });

  it("A12 lets filters on any table through to the one that is asked about, dropping rows without a partner", async () => {
    const cases = { attributes: ['"CASES"."ID"'] };
    const withPay = `FILTER "ACTIVITIES"."ACTIVITY" = 'Pay';`;
    assert.deepEqual(await rows({ ...cases, filter: withPay }), [["a"]]);
    assert.deepEqual(await rows({ ...cases, filter: '"CUSTOMERS"."REGION" IS NULL' }), []);
    assert.deepEqual(
      await rows({ attributes: ['"ITEMS"."AMOUNT"'], filter: withPay }),
      [[2.5], [1]],
      "down again from the case",
    );
    assert.deepEqual(
      await rows({
        attributes: ['"CUSTOMERS"."REGION"'],
        filter: `FILTER "ACTIVITIES"."ACTIVITY" = 'Create'; FILTER "ITEMS"."AMOUNT" > 3.0;`,
      }),
      [["North"], ["South"]],
    );
    assert.deepEqual(
      await rows({
        attributes: ['"CUSTOMERS"."REGION"'],
        filter: `FILTER "ACTIVITIES"."ACTIVITY" = 'Pay'; FILTER "ITEMS"."AMOUNT" > 3.0;`,
      }),
      [],
      "one case of the customer has to pass both",
    );
  });

  it("A10 refuses a KPI that a finer attribute would multiply, and says how to ask instead", () => {
    const words = refused({
      attributes: ['"ACTIVITIES"."ACTIVITY"'],
      kpis: ['SUM("CASES"."VALUE")'],
    });
    assert.match(words, /^pql-grain/);
    assert.match(words, /rows of "CASES" more than once/);
    assert.match(words, /Leave out X0/);
    assert.match(words, /GLOBAL/);
  });

  it("answers KPIs that equal rows do not change, beside finer attributes", async () => {
    const attributes = ['"ACTIVITIES"."ACTIVITY"'];
    const kpis = ['COUNT(DISTINCT "CASES"."ID")', 'MAX("CASES"."VALUE")'];
    assert.deepEqual(await rows({ attributes, kpis }), [
      ["Create", 3, 20],
      ["Lost", 0, null],
      ["Pay", 1, 10],
      ["Ship", 1, 5],
    ]);
  });

  it("A10 computes KPIs of different tables each over its own rows, never one times the other", async () => {
    const kpis = ['COUNT_TABLE("ACTIVITIES")', 'COUNT_TABLE("ITEMS")', 'SUM("CASES"."VALUE")'];
    assert.deepEqual(await rows({ kpis }), [[6, 4, 35]]);
    const byRegion = await ask(
      { attributes: ['"CUSTOMERS"."REGION"'], kpis },
      smallSchema,
      warehouse,
    );
    assert.deepEqual(byRegion.rows, [
      ["North", 3, 3, 30],
      ["South", 2, 1, 5],
      [null, 1, 0, null],
    ]);
    assert.equal(byRegion.total, 3);
    assert.equal(byRegion.grain, "ACTIVITIES, ITEMS, CASES");
    assert.deepEqual(
      await rows({
        attributes: ['"CASES"."ID"'],
        kpis: ['COUNT_TABLE("ACTIVITIES") / COUNT_TABLE("CASES")'],
        filter: `"CASES"."ID" IN ('a', 'd')`,
      }),
      [
        ["a", 2],
        ["d", 0],
      ],
    );
  });

  it("A12 refuses N:1:N rows and unconnected tables, and names a way out", () => {
    const beside = refused({ attributes: ['"ACTIVITIES"."TS"', '"ITEMS"."AMOUNT"'] });
    assert.match(beside, /have no common table/);
    const kpi = refused({
      attributes: ['"ITEMS"."PRODUCT"'],
      kpis: ['COUNT_TABLE("ACTIVITIES")'],
    });
    assert.match(kpi, /K0 cannot be grouped by X0/);
    const parents = refused({ attributes: ['"PRODUCTS"."NAME"', '"CUSTOMERS"."REGION"'] });
    assert.match(parents, /Add a column or KPI of "ITEMS"/);
    const filter = refused({ attributes: ['"CASES"."ID"'], filter: '"RATES"."RATE" = 1' });
    assert.match(filter, /says nothing about "CASES"/);
  });

  it("A12 refuses a table that is reached in two ways", () => {
    const twice = {
      ...smallSchema,
      foreignKeys: [
        ...smallSchema.foreignKeys,
        {
          parent: { table: "CUSTOMERS", columns: ["ID"] },
          child: { table: "CASES", columns: ["VALUE"] },
        },
      ],
    };
    const question = { attributes: ['"CASES"."ID"', '"CUSTOMERS"."REGION"'] };
    const finding = refusal(question, twice, warehouse.dialect);
    assert.match(finding.error, /more than one way from "CASES" to "CUSTOMERS"/);
    assert.match(finding.reason, /by CUSTOMER .*by VALUE/);
  });

  it("A12 computes PU functions over all rows, whatever the filters say", async () => {
    const answer = await rows({
      attributes: [
        '"CASES"."ID"',
        'PU_COUNT("CASES", "ACTIVITIES"."ACTIVITY")',
        `PU_COUNT("CASES", "ACTIVITIES"."ACTIVITY", "ACTIVITIES"."ACTIVITY" = 'Pay')`,
        'PU_LAST("CASES", "ACTIVITIES"."ACTIVITY", ORDER BY "ACTIVITIES"."TS")',
        'PU_SUM("CASES", "ITEMS"."AMOUNT")',
        'PU_COUNT(CONSTANT(), "ACTIVITIES"."ACTIVITY")',
        'PU_SUM(DOMAIN_TABLE("CASES"."CUSTOMER"), "CASES"."VALUE")',
        'PU_MAX("CASES", BIND("ITEMS", "PRODUCTS"."NAME"))',
      ],
      filter: `"ACTIVITIES"."ACTIVITY" = 'Create' OR "CASES"."ID" = 'd'`,
    });
    assert.deepEqual(answer, [
      ["a", 2, 1, "Pay", 3.5, 6, 30, "Pen"],
      ["b", 1, 0, "Create", 4, 6, 30, "Ink"],
      ["c", 2, 0, "Ship", 8, 6, 5, "Pen"],
    ]);
    assert.deepEqual(await rows({ kpis: ['AVG(PU_COUNT("CASES", "ACTIVITIES"."TS"))'] }), [[1.25]]);
    assert.match(
      refused({ attributes: ['PU_SUM("ITEMS", "CASES"."VALUE")'] }),
      /1 side of the source/,
    );
  });

  it("A12 takes each combination of a DOMAIN_TABLE once when it is aggregated again", async () => {
    const inner = 'PU_SUM(DOMAIN_TABLE("CASES"."CUSTOMER"), "CASES"."VALUE")';
    assert.deepEqual(await rows({ kpis: [`AVG(${inner})`] }), [[17.5]]);
  });

  it("A12 lets GLOBAL ignore the attributes but not the filters", async () => {
    assert.deepEqual(
      await rows({
        attributes: ['"CUSTOMERS"."REGION"'],
        kpis: ['SUM("CASES"."VALUE") / GLOBAL(SUM("CASES"."VALUE"))'],
        filter: `"CASES"."VALUE" >= 10`,
      }),
      [["North", 1]],
    );
    assert.match(
      refused({
        kpis: ['COUNT_TABLE("CASES")'],
        filter: '"CASES"."VALUE" > GLOBAL(AVG("CASES"."VALUE"))',
      }),
      /GLOBAL cannot stand in a filter/,
    );
  });

  it("A10 pages in a total order, so that pages never overlap, and counts all rows on every page", async () => {
    const question = {
      attributes: ['"ACTIVITIES"."ACTIVITY"', '"ACTIVITIES"."CASE"'],
      orderBy: [{ columnId: "X0", descending: true }],
      limit: 2,
    };
    const pages = [0, 2, 4, 6].map((offset) =>
      ask({ ...question, offset }, smallSchema, warehouse),
    );
    const seen = (await Promise.all(pages)).flatMap((page) => {
      assert.equal(page.total, 6);
      return page.rows;
    });
    assert.deepEqual(seen.map(String), [
      "Ship,c",
      "Pay,a",
      "Lost,",
      "Create,a",
      "Create,b",
      "Create,c",
    ]);
    const past = await ask(
      { kpis: ['COUNT_TABLE("CASES")'], offset: 5, limit: 5 },
      smallSchema,
      warehouse,
    );
    assert.deepEqual([past.rows, past.total], [[], 1]);
  });

  it("A10 answers without a total when none is wanted", async () => {
    const page = await ask(
      { attributes: ['"CASES"."ID"'], filter: '"CASES"."VALUE" < 15', withTotal: false },
      smallSchema,
      warehouse,
    );
    assert.deepEqual(page.rows, [["a"], ["c"]]);
    assert.equal(page.total, undefined);
  });

  it("A10 refuses an order by something else than a column, with the nearest one", () => {
    const orderBy = [{ columnId: "X1", descending: false }];
    assert.match(refused({ attributes: ['"CASES"."ID"'], orderBy }), /Did you mean "X0"/);
  });

  it("A12 binds every value, also hostile ones, and splices none", async () => {
    const hostile = [
      `x' OR '1'='1`,
      `"; DROP TABLE "CASES"; --`,
      "$1",
      "\\",
      "%",
      "\u0000",
      "__proto__",
    ];
    for (const text of hostile) {
      const names: PqlNames = { ...noNames, variable: () => text, variableNames: ["V"] };
      const { rows: found, statement } = await ask(
        {
          attributes: ['"CASES"."ID"', "${V}"],
          filter: '"CASES"."ID" != ${V} AND "CASES"."ID" = \'a\'',
          names,
        },
        smallSchema,
        warehouse,
      );
      assert.deepEqual(found, [["a", text]]);
      assert.ok(text.length < 3 || !statement.text.includes(text));
      assert.ok(statement.values.includes(text));
    }
  });

  it("quotes names of tables and columns that look like SQL", async () => {
    const evil = 'T"; DROP TABLE "CASES"; --';
    const quoted = `"${evil.replaceAll('"', '""')}"`;
    await using other = await duckDbForTests([
      `CREATE TABLE ${quoted} (${quoted} BIGINT)`,
      `INSERT INTO ${quoted} VALUES (7)`,
    ]);
    const schema = {
      tables: new Map([
        [evil, { name: evil, columns: new Map([[evil, "INT" as const]]), primaryKey: [] }],
      ]),
      foreignKeys: [],
      eventLogs: [],
    };
    const page = await ask({ kpis: [`SUM(${quoted}.${quoted})`] }, schema, other);
    assert.deepEqual(page.rows, [[7]]);
  });
});

describe("names in PQL", () => {
  const names: PqlNames = {
    kpi: (id) =>
      ({
        SHARE: {
          node: nodeOf('SUM(CASE WHEN "CASES"."VALUE" > {limit} THEN 1 ELSE 0 END) / KPI("CASES")'),
          parameters: [{ id: "limit", value: 5 }],
        },
        CASES: { node: nodeOf('COUNT_TABLE("CASES")'), parameters: [] },
        LOOP: { node: nodeOf('1 + KPI("LOOP")'), parameters: [] },
      })[id],
    attribute: (record, attribute) =>
      record === "ORDER" && attribute === "DOUBLE" ? nodeOf('"CASES"."VALUE" * 2') : undefined,
    variable: (name) => ({ TARGET: 20, "caller.region": "North" })[name],
    kpiIds: ["SHARE", "CASES", "LOOP"],
    attributeIds: ["ORDER.DOUBLE"],
    variableNames: ["TARGET", "caller.region"],
  };

  it("A12 stand for KPIs with parameters, attributes of records and variables", async () => {
    assert.deepEqual(await rows({ kpis: ['KPI("SHARE")', 'KPI("SHARE", 15)'], names }), [
      [0.5, 0.25],
    ]);
    assert.deepEqual(
      await rows({
        attributes: ["ORDER.DOUBLE"],
        filter: 'ORDER.DOUBLE >= ${TARGET} AND "CUSTOMERS"."REGION" = ${caller.region}',
        names,
      }),
      [[20], [40]],
    );
  });

  it("A12 are refused with the nearest ones when unknown, and when they go round in a circle", () => {
    assert.match(refused({ kpis: ['KPI("SHAER")'], names }), /Did you mean "SHARE"/);
    assert.match(refused({ attributes: ["ORDER.DUBLE"], names }), /Did you mean "ORDER.DOUBLE"/);
    assert.match(refused({ attributes: ["${TARGT}"], names }), /Did you mean "TARGET"/);
    assert.match(refused({ attributes: ["{p1}"], names }), /Unknown parameter/);
    assert.match(refused({ kpis: ['KPI("LOOP")'], names }), /refers to itself/);
    assert.match(refused({ attributes: ['"CASES"."VALU"'] }), /Did you mean "VALUE"/);
    assert.match(refused({ attributes: ['"CASE"."VALUE"'] }), /Did you mean "CASES"/);
    assert.match(refused({ attributes: ['CONCATT("CASES"."ID")'] }), /Did you mean "CONCAT"/);
  });
});
