import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  askerIn,
  type OrdersKnowledge,
  ordersKnowledge,
} from "../../../test/support/orders-knowledge.ts";
import { columnTypes } from "../query/column-types.ts";
import { QuestionRefusal } from "../query/question-refusal.ts";
import { createDescribe, type Describe } from "./create-describe.ts";

describe("describe", () => {
  let orders: OrdersKnowledge;
  before(async () => {
    orders = await ordersKnowledge();
  });
  after(() => orders[Symbol.asyncDispose]());

  it("A9 says what there is, with types, and how records hang together", () => {
    const description = over(orders)({ page: 0 }, askerIn());
    assert.deepEqual(
      description.records.map(({ id, rowCount }) => [id, rowCount]),
      [
        ["ORDERS", 8],
        ["CUSTOMERS", 3],
        ["EVENTS", 12],
        ["UNRELATED", 1],
      ],
    );
    assert.deepEqual(
      description.records[1]?.attributes.map(({ id, kind }) => [id, kind]),
      [
        ["CUSTOMERS.CUSTOMER_ID", "identifier"],
        ["CUSTOMERS.NAME", "attribute"],
        ["CUSTOMERS.COUNTRY", "attribute"],
        ["CUSTOMERS.CREDIT", "attribute"],
        ["CUSTOMERS.CREDIT_UPPER", "attribute"],
      ],
    );
    assert.deepEqual(description.joins, [
      "ORDERS → CUSTOMERS (CUSTOMER_ID)",
      "EVENTS → ORDERS (ORDER_ID)",
    ]);
    const value = description.records[0]?.attributes.find(({ id }) => id === "ORDERS.NET_VALUE");
    assert.deepEqual([value?.type, value?.unit, value?.masked], ["FLOAT", "EUR", false]);
    assert.deepEqual(description.eventLogs[0]?.activityRecord, "EVENTS");
    assert.deepEqual([description.page, description.pages, description.notes], [0, 1, []]);
    assert.ok(!JSON.stringify(description).includes("HIDDEN_KPI"));
    assert.ok(!JSON.stringify(description).includes("INTERNAL_MARGIN"));
  });

  it("A9 says by which records a KPI can be grouped", () => {
    const { kpis } = over(orders)({ page: 0 }, askerIn());
    const groupedBy = new Map(kpis.map((kpi) => [kpi.id, kpi.groupedBy]));
    assert.deepEqual(groupedBy.get("NET_TOTAL"), ["ORDERS", "CUSTOMERS"]);
    assert.deepEqual(groupedBy.get("EVENT_COUNT"), ["ORDERS", "CUSTOMERS", "EVENTS"]);
    assert.deepEqual(groupedBy.get("GOOD_CREDITS"), ["CUSTOMERS"]);
  });

  it("A9 marks what a policy hides, and counts no rows where it hides some", () => {
    const outside = over(orders)({ page: 0 }, askerIn(["outside"]));
    const masked = outside.records.flatMap(({ attributes }) =>
      attributes.filter((attribute) => attribute.masked).map(({ id }) => id),
    );
    assert.deepEqual(masked, ["CUSTOMERS.CREDIT", "CUSTOMERS.CREDIT_UPPER"]);
    const regional = over(orders)({ page: 0 }, askerIn(["regional"], { country: "DE" }));
    assert.ok(regional.records.every(({ rowCount }) => rowCount === undefined));
    assert.match(regional.notes[0] ?? "", /policy "own-country"/);
  });

  it("A9 describes the records that are named, and offers the nearest name", () => {
    const some = over(orders)({ records: ["customers", "CUSTOMERS"], page: 0 }, askerIn());
    assert.deepEqual([some.records.map(({ id }) => id), some.kpis], [["CUSTOMERS"], []]);
    assert.throws(
      () => over(orders)({ records: ["CUSTOMER"], page: 0 }, askerIn()),
      (thrown) => thrown instanceof QuestionRefusal && /CUSTOMERS/.test(thrown.resolution),
    );
  });

  it("A9 goes on over pages within the limit, and loses nothing", async () => {
    await using small = await ordersKnowledge({ modelPageLengthMax: 1_500 });
    const look = over(small);
    const whole = over(orders)({ page: 0 }, askerIn());
    const { pages, notes } = look({ page: 0 }, askerIn());
    assert.ok(pages > 2);
    assert.match(notes.join(" "), /pages 0 to .*modelPageLengthMax/);
    const all = Array.from({ length: pages }, (_, page) => look({ page }, askerIn()));
    for (const { records, kpis, filters, eventLogs, joins } of all) {
      assert.ok(JSON.stringify({ records, kpis, filters, eventLogs, joins }).length < 2_000);
    }
    const attributes = all.flatMap(({ records }) => records.flatMap((one) => one.attributes));
    assert.deepEqual(
      attributes.map(({ id }) => id),
      whole.records.flatMap((one) => one.attributes.map(({ id }) => id)),
    );
    assert.deepEqual(
      all.flatMap(({ kpis }) => kpis.map(({ id }) => id)),
      whole.kpis.map(({ id }) => id),
    );
    assert.equal(look({ page: 99 }, askerIn()).page, pages - 1);
  });
});

function over(orders: OrdersKnowledge): Describe {
  const context = { schema: orders.data.schema, names: orders.index.names, nowMs: 0 };
  return createDescribe(orders, columnTypes(orders.index, context));
}
