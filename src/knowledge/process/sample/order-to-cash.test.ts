import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { defaultLimits } from "../../../base/limits.ts";
import { conforms } from "../conformance/deviations.ts";
import { BpmnAutomaton } from "../conformance/bpmn/bpmn-automaton.ts";
import { readBpmn } from "../conformance/bpmn/read-bpmn.ts";
import { generateOrderToCash } from "./order-to-cash.ts";
import { sampleRows } from "./sample-rows.ts";
import type { SampleTable, SampleValue } from "./sample-table.ts";

type Row = Readonly<Record<string, SampleValue>>;

function rowsOf(tables: readonly SampleTable[], name: string): readonly Row[] {
  const table = tables.find((one) => one.name === name) ?? assert.fail();
  const length = table.columns[0]?.values.length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, column.values[row] ?? null])),
  );
}

function share(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.filter(holds).length / rows.length;
}

function isLate(row: Row): boolean {
  return Number(row["DELIVERY_DATE"]) >= Number(row["REQUESTED_DELIVERY_DATE"]) + 86_400_000;
}

function isSunday(row: Row): boolean {
  return new Date(Number(row["EVENTTIME"])).getUTCDay() === 0;
}

describe("the order-to-cash sample", () => {
  const tables = generateOrderToCash();
  const customers = new Map(
    rowsOf(tables, "CUSTOMERS").map((row) => [row["CUSTOMER_ID"], row] as const),
  );
  const orders = rowsOf(tables, "CASES");
  const events = rowsOf(tables, "ACTIVITIES");
  const traces = new Map<SampleValue, string[]>();
  for (const event of events) {
    const id = event["ORDER_ID"] ?? null;
    traces.set(id, [...(traces.get(id) ?? []), String(event["ACTIVITY"])]);
  }
  const region = (row: Row): unknown => customers.get(row["CUSTOMER_ID"] ?? null)?.["REGION"];
  const having = (rows: readonly Row[], activity: string): number =>
    share(rows, (row) => traces.get(row["ORDER_ID"] ?? null)?.includes(activity) === true);

  it("has about 50,000 events of which every order has some", () => {
    assert.ok(events.length > 48_000 && events.length < 52_000, String(events.length));
    assert.equal(traces.size, orders.length);
    for (const table of tables) {
      assert.equal(new Set(table.columns.map((column) => column.values.length)).size, 1);
    }
  });

  it("makes the same rows of the same seed, and others of another", () => {
    const small = { seed: 7, cases: 50 };
    assert.deepEqual(generateOrderToCash(small), generateOrderToCash(small));
    assert.notDeepEqual(generateOrderToCash({ ...small, seed: 8 }), generateOrderToCash(small));
  });

  it("keeps the tables together: keys are found, sums add up", () => {
    assert.equal(new Set(orders.map((row) => row["ORDER_ID"])).size, orders.length);
    assert.ok(orders.every((row) => customers.has(row["CUSTOMER_ID"] ?? null)));
    const values = new Map<SampleValue, number>();
    for (const item of rowsOf(tables, "ORDER_ITEMS")) {
      const id = item["ORDER_ID"] ?? null;
      values.set(id, (values.get(id) ?? 0) + Number(item["NET_VALUE"]));
    }
    for (const order of orders) {
      const items = values.get(order["ORDER_ID"] ?? null) ?? 0;
      assert.ok(Math.abs(items - Number(order["ORDER_VALUE"])) < 0.05);
    }
  });

  it("has causes to find: credit holds in APAC, and late deliveries because of them", () => {
    const delivered = orders.filter((row) => row["DELIVERY_DATE"] !== null);
    const [apac, others] = [
      delivered.filter((row) => region(row) === "APAC"),
      delivered.filter((row) => region(row) !== "APAC"),
    ];
    assert.ok(share(apac, isLate) > 2 * share(others, isLate));
    assert.ok(having(apac, "Set Credit Hold") > 3 * having(others, "Set Credit Hold"));
    const clerk = orders.filter((row) => row["ORDER_CLERK"] === "Jane Smith");
    assert.ok(having(clerk, "Confirm Order") < having(orders, "Confirm Order") - 0.15);
  });

  it("follows weekdays: people do not work on Sundays, batches run at night", () => {
    const byHand = events.filter(
      (row) => row["AUTOMATED"] === false && row["ACTIVITY"] !== "Create Sales Order",
    );
    assert.equal(share(byHand, isSunday), 0);
    assert.ok(share(events, isSunday) > 0);
  });

  it("has some open and some cancelled orders, and a BPMN that most of it follows", () => {
    const statuses = new Set(orders.map((row) => String(row["STATUS"])));
    assert.deepEqual([...statuses].toSorted(), ["Cancelled", "Completed", "Open"]);
    const path = "../../../../examples/assets/order-to-cash/conformance/order-to-cash.bpmn";
    const xml = readFileSync(new URL(path, import.meta.url), "utf8");
    const automaton = new BpmnAutomaton(readBpmn(xml, defaultLimits), defaultLimits);
    assert.deepEqual(
      [...automaton.activities].toSorted(),
      [...new Set([...traces.values()].flat())].toSorted(),
    );
    const conforming = [...traces.values()].filter((trace) => conforms(automaton, trace));
    assert.ok(conforming.length > 0.8 * orders.length && conforming.length < orders.length);
  });

  it("gives the rows of a table by the name of its generator", async () => {
    const rows = sampleRows("order-to-cash/CUSTOMERS") ?? assert.fail();
    const found: unknown[] = [];
    for await (const row of rows) found.push(row);
    assert.deepEqual(found, [...customers.values()]);
    assert.equal(sampleRows("order-to-cash/GONE"), undefined);
    assert.equal(sampleRows("other/CASES"), undefined);
  });
});
