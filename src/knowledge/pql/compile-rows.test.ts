import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import type { SqlStatement } from "../warehouse/warehouse.ts";
import { compileRows } from "./compile-rows.ts";
import { compileValues } from "./compile-values.ts";
import { noNames } from "./names.ts";
import { nodeOf } from "./testing/ask.ts";
import { smallData, smallSchema } from "./testing/small-model.ts";

const warehouse = await duckDbForTests(smallData);
after(() => warehouse[Symbol.asyncDispose]());
const context = { schema: smallSchema, names: noNames, nowMs: 0, dialect: warehouse.dialect };

async function rowsOf(statement: SqlStatement): Promise<readonly (readonly unknown[])[]> {
  return (await warehouse.query(statement, AbortSignal.timeout(10_000))).rows;
}

describe("the rows of a table", () => {
  it("A12 are those that the conditions leave, in SQL that more SQL can go around", async () => {
    const compiled = compileRows(
      {
        table: "ACTIVITIES",
        columns: [
          { name: 'the "case"', node: nodeOf('"ACTIVITIES"."CASE"') },
          { name: "region", node: nodeOf('"CUSTOMERS"."REGION"') },
          { name: "count", node: nodeOf('PU_COUNT("CASES", "ITEMS"."AMOUNT")') },
        ],
        conditions: [nodeOf(`"ITEMS"."AMOUNT" < 3.0`), nodeOf(`"ACTIVITIES"."ACTIVITY" != 'Ship'`)],
      },
      context,
    );
    assert.ok(compiled.kind === "compiled", JSON.stringify(compiled));
    const { text, values } = compiled.statement;
    const around = `SELECT "the ""case""", region, count FROM (${text}) ORDER BY "$row"`;
    assert.deepEqual(await rowsOf({ text: around, values }), [
      ["a", "North", 2],
      ["a", "North", 2],
    ]);
    assert.deepEqual(
      compiled.columns.map((column) => column.type),
      ["STRING", "STRING", "INT"],
    );
  });

  it("A12 have no columns of tables below them", () => {
    const compiled = compileRows(
      {
        table: "CASES",
        columns: [{ name: "x", node: nodeOf('"ITEMS"."AMOUNT"') }],
        conditions: [],
      },
      context,
    );
    assert.ok(compiled.kind === "invalid");
    assert.match(compiled.findings[0]?.resolution ?? "", /PU_MAX\("CASES"/);
  });
});

describe("GLOBAL", () => {
  it("A12 is refused where filters do not reach or are not known yet", () => {
    const node = nodeOf('"CASES"."VALUE" > GLOBAL(AVG("CASES"."VALUE"))');
    const within = nodeOf('PU_SUM("CUSTOMERS", "CASES"."VALUE" / GLOBAL(COUNT_TABLE("CASES")))');
    const rows = { table: "CASES", columns: [{ name: "x", node }], conditions: [] };
    const pulled = { table: "CUSTOMERS", columns: [{ name: "x", node: within }], conditions: [] };
    const results = [
      compileRows(rows, context),
      compileRows(pulled, context),
      compileValues({ node, conditions: [], limit: 1 }, context),
    ];
    for (const result of results) {
      assert.ok(result.kind === "invalid");
      assert.match(result.findings[0]?.error ?? "", /GLOBAL cannot stand in/);
    }
  });
});

describe("the values of a column", () => {
  it("come with the number of their rows, most first, NULL too", async () => {
    const node = nodeOf('"CUSTOMERS"."REGION"');
    const all = compileValues({ node, conditions: [], limit: 10 }, context);
    assert.ok(all.kind === "compiled");
    assert.equal(all.table, "CUSTOMERS");
    assert.deepEqual(await rowsOf(all.statement), [
      ["East", 1],
      ["North", 1],
      ["South", 1],
    ]);
    const activities = nodeOf('"ACTIVITIES"."ACTIVITY"');
    const conditions = [nodeOf(`"CUSTOMERS"."REGION" = 'North'`)];
    const some = compileValues({ node: activities, conditions, limit: 1 }, context);
    assert.ok(some.kind === "compiled");
    assert.deepEqual(await rowsOf(some.statement), [["Create", 2]]);
  });

  it("are found by a part of them in any case, without wildcards", async () => {
    const node = nodeOf('"ACTIVITIES"."ACTIVITY"');
    for (const [containing, count] of [
      ["PA", 1],
      ["%", 0],
      ["_", 0],
      ["' OR 1 = 1 --", 0],
    ] as const) {
      const compiled = compileValues({ node, conditions: [], containing, limit: 10 }, context);
      assert.ok(compiled.kind === "compiled");
      assert.equal((await rowsOf(compiled.statement)).length, count, containing);
    }
  });
});
