import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  askerIn,
  type OrdersKnowledge,
  ordersKnowledge,
} from "../../../test/support/orders-knowledge.ts";
import { refusalIn } from "../../../test/support/question-refusal.ts";
import { findInsights } from "../insights/find-insights.ts";
import type { LoadAnswer, LoadQuestion } from "../knowledge-base.ts";
import type { Asker } from "./asker.ts";
import { loadRows } from "./load-rows.ts";
import { processAnswers } from "./process-answers.ts";

describe("policies", () => {
  let orders: OrdersKnowledge;
  before(async () => {
    orders = await ordersKnowledge();
  });
  after(() => orders[Symbol.asyncDispose]());

  const signal = AbortSignal.timeout(20_000);
  const german = askerIn(["regional"], { country: "DE" });
  const outside = askerIn(["outside"]);

  async function load(
    columns: readonly string[],
    asker: Asker,
    more: Partial<LoadQuestion> = {},
  ): Promise<LoadAnswer> {
    const question = { columns, page: 0, pageSize: 50, ascending: true, filters: {}, ...more };
    return loadRows(orders, question, asker, signal);
  }

  it("let an asker see the rows for which the row filter holds, and say that they do", async () => {
    const { rows, scope } = await load(["CUSTOMERS.COUNTRY", "ORDER_COUNT"], german);
    assert.deepEqual(rows, [["DE", 3]]);
    assert.deepEqual(scope.appliedFilters, [
      'policy "own-country": only rows that the caller may see',
    ]);
    assert.deepEqual((await load(["NET_TOTAL", "EVENT_COUNT"], german)).rows, [[1100, 5]]);
    assert.deepEqual((await load(["CUSTOMERS.NAME"], german)).rows, [["Ada"]]);
  });

  it("cannot be widened by filters", async () => {
    const filters = {
      string_filters: [{ column_id: "CUSTOMERS.COUNTRY", values: ["DE"], negation: true }],
    };
    assert.deepEqual((await load(["ORDER_COUNT"], german, { filters })).rows, [[0]]);
  });

  it("bind what is known of the asker, whatever it is", async () => {
    for (const country of ["' OR '1' = '1", "%", "DE'--", "${caller.name}", ""]) {
      const asker = askerIn(["regional"], { country });
      assert.deepEqual((await load(["ORDER_COUNT"], asker)).rows, [[0]]);
    }
  });

  it("hide every row from an asker of whom the row filter's attribute is not known", async () => {
    const unknown = askerIn(["regional"]);
    const { rows, scope } = await load(["ORDERS.ORDER_ID"], unknown);
    assert.deepEqual(rows, []);
    assert.match(scope.appliedFilters[0] ?? "", /hides every row/);
    assert.deepEqual((await load(["ORDER_COUNT", "NET_TOTAL"], unknown)).rows, [[0, null]]);
    const { answer } = await processAnswers(orders).processGraph({ filters: {} }, unknown, signal);
    assert.equal(answer.cases, 0);
  });

  it("apply to those they name alone", async () => {
    assert.deepEqual((await load(["ORDER_COUNT"], askerIn(["sales"]))).rows, [[8]]);
  });

  it("hold for insights and for questions about the process", async () => {
    const question = { kpi: "NET_TOTAL", fieldIds: ["ORDERS.URGENT"], filters: {} };
    const { overall } = await findInsights(orders, question, german, signal);
    assert.deepEqual(overall, { value: 1100, rows: 3 });
    const process = processAnswers(orders);
    const paged = { filters: {}, page: 0, pageSize: 10 };
    const { answer, scope } = await process.variants(paged, german, signal);
    assert.equal(answer.cases, 2);
    assert.equal(scope.appliedFilters.length, 1);
  });

  it("allow functions that look past filters where all they look at is seen", async () => {
    const { rows } = await load(["ORDERS.ORDER_ID", "ORDERS.APPROVALS"], german, {
      orderBy: "ORDERS.ORDER_ID",
    });
    assert.deepEqual(rows, [
      ["o1", 1],
      ["o2", 0],
      ["o8", 0],
    ]);
  });

  it("refuse functions that would count hidden rows", async () => {
    const refusal = await refusalIn(load(["ORDERS.ORDER_ID", "ORDERS.EVENTS_OF_REGION"], german));
    assert.match(refusal.reason, /PU_COUNT/);
    const late = askerIn(["late"]);
    await refusalIn(load(["ORDERS.ORDER_ID", "ORDERS.APPROVALS"], late));
    assert.equal((await load(["ORDERS.ORDER_ID", "ORDERS.EVENTS_OF_REGION"], askerIn())).total, 8);
  });

  it("refuse the course of a case where some of its events are hidden, and show it where none is", async () => {
    const course = ["ORDERS.ORDER_ID", "ORDERS.COURSE"];
    assert.deepEqual((await load(course, german, { orderBy: "ORDERS.ORDER_ID" })).rows[0], [
      "o1",
      "Create, Approve, Ship",
    ]);
    assert.match((await refusalIn(load(course, askerIn(["late"])))).reason, /VARIANT/);
  });

  it("hide the process from those who must not see its activities, and cases from those who must not see ids", async () => {
    const blind = askerIn(["blind"]);
    const process = processAnswers(orders);
    const paged = { filters: {}, page: 0, pageSize: 10 };
    assert.equal((await refusalIn(process.variants(paged, blind, signal))).attribute, "event_log");
    await refusalIn(process.processGraph({ filters: {} }, blind, signal));
    const course = await load(["ORDERS.ORDER_ID", "ORDERS.COURSE"], blind);
    assert.deepEqual(course.scope.maskedColumns, ["ORDERS.COURSE"]);
    const anonymous = askerIn(["anonymous"]);
    const { answer } = await process.variants(paged, anonymous, signal);
    assert.deepEqual(
      answer.rows.map((row) => row.exampleCase),
      ["", "", ""],
    );
  });

  it("make masked columns null, and whatever is computed of them", async () => {
    const { rows, scope, columns } = await load(
      ["CUSTOMERS.NAME", "CUSTOMERS.CREDIT", "CUSTOMERS.CREDIT_UPPER"],
      outside,
    );
    assert.deepEqual(rows[0], ["Ada", null, null]);
    assert.deepEqual(scope.maskedColumns, ["CUSTOMERS.CREDIT", "CUSTOMERS.CREDIT_UPPER"]);
    assert.deepEqual(
      columns.map(({ type }) => type),
      ["STRING", "STRING", "STRING"],
    );
    const kpi = await load(["ORDER_COUNT", "GOOD_CREDITS"], outside);
    assert.deepEqual(kpi.rows, [[8, null]]);
    const seen = await load(["CUSTOMERS.NAME", "CUSTOMERS.CREDIT"], askerIn());
    assert.deepEqual(seen.rows[0], ["Ada", "good"]);
  });

  it("neither group nor order nor filter by a masked column", async () => {
    const grouped = await load(["CUSTOMERS.CREDIT", "ORDER_COUNT"], outside);
    assert.deepEqual(grouped.rows, [[null, 8]]);
    for (const id of ["CUSTOMERS.CREDIT", "CUSTOMERS.CREDIT_UPPER"]) {
      const ordered = load(["CUSTOMERS.NAME", id], outside, { orderBy: id });
      assert.equal((await refusalIn(ordered)).attribute, "order_by");
      const strings = { string_filters: [{ column_id: id, values: ["good"] }] };
      await refusalIn(load(["ORDER_COUNT"], outside, { filters: strings }));
      const nulls = { null_filters: [{ column_id: id, is_null: true }] };
      await refusalIn(load(["ORDER_COUNT"], outside, { filters: nulls }));
      const split = { kpi: "ORDER_COUNT", fieldIds: [id], filters: {} };
      await refusalIn(findInsights(orders, split, outside, signal));
    }
    const masked = { kpi: "GOOD_CREDITS", fieldIds: ["CUSTOMERS.NAME"], filters: {} };
    await refusalIn(findInsights(orders, masked, outside, signal));
    assert.match((await refusalIn(load(["CUSTOMERS.CREDIT"], outside))).message, /masked/);
  });

  it("hold for what the asset's author named too", async () => {
    const authored = { authored: true, modelFilters: ["URGENT_ONLY"] };
    assert.deepEqual((await load(["ORDER_COUNT"], german, authored)).rows, [[2]]);
    assert.deepEqual((await load(["ORDER_COUNT", "GOOD_CREDITS"], outside, authored)).rows, [
      [4, null],
    ]);
  });
});
