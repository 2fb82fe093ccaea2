import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { orderSchema } from "../../../../test/support/order-model.ts";
import { defaultLimits } from "../../../base/limits.ts";
import type { DataSchema } from "../../data/data-schema.ts";
import type { KnowledgeModel } from "../knowledge-model.ts";
import { lintModel } from "../lint-model.ts";
import { readKnowledgeModel } from "../read/read-knowledge-model.ts";
import { modelOfData } from "./model-of-data.ts";

describe("modelOfData", () => {
  it("A12 makes a model of tables in which lint finds nothing", () => {
    const model = made(orderSchema);
    assert.deepEqual(
      model.records.map(({ id, identifier, attributes }) => [
        id,
        identifier?.id,
        attributes.length,
      ]),
      [
        ["CUSTOMERS", "CUSTOMER_ID", 2],
        ["ORDERS", "ORDER_ID", 5],
        ["EVENTS", undefined, 4],
        ["LINES", "LINE_ID", 3],
      ],
    );
    assert.deepEqual(
      model.kpis.map(({ id }) => id),
      [
        "NUMBER_OF_CASES",
        "NUMBER_OF_EVENTS",
        "EVENTS_PER_CASE",
        "NUMBER_OF_VARIANTS",
        "AVERAGE_THROUGHPUT",
        "MEDIAN_THROUGHPUT",
        "COUNT_CUSTOMERS",
        "COUNT_LINES",
        "SUM_ORDERS_NET_VALUE",
        "AVG_ORDERS_NET_VALUE",
        "SUM_LINES_QUANTITY",
        "AVG_LINES_QUANTITY",
      ],
    );
    const things = [...model.records, ...model.kpis, ...model.records.flatMap((r) => r.attributes)];
    assert.ok(things.every(({ eligible, description }) => eligible && description !== ""));
    assert.equal(model.eventLogs[0]?.activityTable, "EVENTS");
  });

  it("A12 copes with names that no id can hold, and with names that differ in case alone", () => {
    const columns = new Map([
      ["Order Value (€)", "FLOAT" as const],
      ["order value (€)", "FLOAT" as const],
      ['a"b', "STRING" as const],
      ["__proto__", "STRING" as const],
      ["…", "INT" as const],
    ]);
    const tables = ["My Orders", "my.orders", 'quo"ted'].map((name) => ({
      name,
      columns,
      primaryKey: [],
    }));
    const model = made({
      tables: new Map(tables.map((table) => [table.name, table])),
      foreignKeys: [],
      eventLogs: [],
    });
    assert.equal(model.records.length, 3);
    assert.equal(new Set(model.records.map(({ id }) => id.toLowerCase())).size, 3);
  });

  it("A12 makes the measures of an event log without a table of cases, and of two logs by name", () => {
    const [log] = orderSchema.eventLogs;
    assert.ok(log !== undefined);
    const { caseTable: _, ...alone } = log;
    const events = orderSchema.tables.get("EVENTS");
    assert.ok(events !== undefined);
    const model = made({
      tables: new Map([["EVENTS", events]]),
      foreignKeys: [],
      eventLogs: [alone],
    });
    const cases = model.kpis.find(({ id }) => id === "NUMBER_OF_CASES");
    assert.equal(cases?.pql, 'COUNT(DISTINCT "EVENTS"."ORDER_ID")');
    assert.ok(model.kpis.some(({ id }) => id === "AVERAGE_THROUGHPUT"));
  });
});

function made(schema: DataSchema): KnowledgeModel {
  const text = modelOfData({ key: "orders-km", dataModelId: "orders", schema });
  const read = readKnowledgeModel([{ path: "auto.yaml", text }], { limits: defaultLimits });
  assert.ok(read.ok, JSON.stringify(read.findings, undefined, 1));
  assert.deepEqual(lintModel(read, { id: "orders", schema }, 0), []);
  return read.model;
}
