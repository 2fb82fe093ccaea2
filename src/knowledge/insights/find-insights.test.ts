import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  askerIn,
  type OrdersKnowledge,
  ordersKnowledge,
} from "../../../test/support/orders-knowledge.ts";
import { refusalIn } from "../../../test/support/question-refusal.ts";
import type { Filters } from "../query/filters.ts";
import { findInsights } from "./find-insights.ts";
import type { InsightsAnswer } from "./insights.ts";

describe("insights", () => {
  let orders: OrdersKnowledge;
  before(async () => {
    orders = await ordersKnowledge();
  });
  after(() => orders[Symbol.asyncDispose]());

  function ask(
    kpi: string,
    fieldIds?: readonly string[],
    filters: Filters = {},
  ): Promise<InsightsAnswer> {
    const question = { kpi, filters, ...(fieldIds === undefined ? {} : { fieldIds }) };
    return findInsights(orders, question, askerIn(), AbortSignal.timeout(20_000));
  }

  it("A9 compare an average in every segment with the overall value, weighted by rows", async () => {
    const answer = await ask("NET_AVERAGE", ["ORDERS.URGENT"]);
    assert.equal(answer.comparison, "average");
    assert.deepEqual(answer.overall, { value: 3100 / 7, rows: 8 });
    const found = answer.segments.map(({ value, rows, kpiValue, effect }) => [
      value,
      rows,
      kpiValue,
      effect,
    ]);
    assert.deepEqual(found, [
      ["true", 4, 475, "better"],
      ["false", 3, 450, "better"],
    ]);
    const [first] = answer.segments;
    assert.ok(first !== undefined);
    assert.equal(first.share, 0.5);
    assert.equal(first.delta, 475 - 3100 / 7);
    assert.equal(first.contribution, first.delta / 2);
    assert.equal(answer.segmentCount, 3);
  });

  it("A9 compare a sum in every segment with its share of the rows", async () => {
    const answer = await ask("NET_TOTAL", ["CUSTOMERS.COUNTRY"]);
    assert.equal(answer.comparison, "additive");
    assert.deepEqual(
      answer.segments.map(({ value, kpiValue, expected, effect }) => [
        value,
        kpiValue,
        expected,
        effect,
      ]),
      [
        [null, 1300, 1162.5, "better"],
        ["FR", 700, 775, "worse"],
        ["DE", 1100, 1162.5, "worse"],
      ],
    );
    const sum = answer.segments.reduce((total, { kpiValue }) => total + kpiValue, 0);
    assert.equal(sum, answer.overall.value);
  });

  it("A9 name segments without a value, and read well", async () => {
    const { text } = await ask("NET_TOTAL", ["CUSTOMERS.COUNTRY"]);
    assert.match(
      text,
      /^Net value \(NET_TOTAL\) is 3,100 EUR over 8 rows of ORDERS\. Higher is better\./,
    );
    assert.match(
      text,
      /1\. Country without a value: 1,300 EUR on 3 rows \(37\.5%\), 138 EUR more than/,
    );
    assert.match(text, /How: 3 segments of 1 fields; the KPI adds up/);
  });

  it("A9 cut numbers into ranges and dates into months", async () => {
    const answer = await ask("ORDER_COUNT", ["ORDERS.CREATED", "ORDERS.QUANTITY"]);
    const values = (id: string): readonly (string | null)[] =>
      answer.segments.filter(({ fieldId }) => fieldId === id).map(({ value }) => value);
    assert.ok(values("ORDERS.CREATED").includes("2024-01"));
    assert.deepEqual(
      answer.fields.map(({ fieldId, values: count }) => [fieldId, count]),
      [
        ["ORDERS.CREATED", 6],
        ["ORDERS.QUANTITY", 8],
      ],
    );
  });

  it("A9 cut many numbers at quantiles, each range named by its bounds", async () => {
    await using many = await ordersKnowledge();
    const signal = AbortSignal.timeout(20_000);
    const numbers = `INSERT INTO ORDERS SELECT 'n' || i, 'c1', 'Many', i, i, NULL, true FROM range(1000) r(i)`;
    await many.data.warehouse.query({ text: numbers, values: [] }, signal);
    const question = { kpi: "NET_AVERAGE", fieldIds: ["ORDERS.QUANTITY"], filters: {} };
    const answer = await findInsights(many, question, askerIn(), signal);
    const ranges = answer.segments.map(({ value }) => value ?? "none");
    assert.equal(ranges.length, 5);
    assert.ok(ranges.every((range) => /^(up to|over) /.test(range)));
    assert.equal(
      answer.segments.reduce((sum, { rows }) => sum + rows, 0),
      1007,
    );
  });

  it("A9 skip a field that would multiply the KPI, and say why; refuse when none is left", async () => {
    const answer = await ask("NET_TOTAL", ["EVENTS.ACTIVITY", "ORDERS.URGENT"]);
    assert.deepEqual(
      answer.skipped.map(({ fieldId }) => fieldId),
      ["EVENTS.ACTIVITY"],
    );
    assert.match(answer.text, /Not looked at: EVENTS\.ACTIVITY\./);
    assert.equal((await refusalIn(ask("NET_TOTAL", ["EVENTS.ACTIVITY"]))).attribute, "field_ids");
  });

  it("A9 look at every attribute that agents see when no field is named", async () => {
    const { fields, skipped } = await ask("NET_AVERAGE");
    const ids = fields.map(({ fieldId }) => fieldId);
    assert.ok(ids.includes("ORDERS.REGION") && ids.includes("CUSTOMERS.COUNTRY"));
    assert.ok(!ids.includes("ORDERS.ORDER_ID") && !ids.includes("ORDERS.INTERNAL_MARGIN"));
    assert.ok(skipped.some(({ fieldId }) => fieldId === "UNRELATED.LABEL"));
  });

  it("A9 keep to the filters and say so", async () => {
    const filters = { string_filters: [{ column_id: "ORDERS.URGENT", values: ["true"] }] };
    const answer = await ask("NET_TOTAL", ["CUSTOMERS.COUNTRY"], filters);
    assert.deepEqual(answer.overall, { value: 1900, rows: 4 });
    assert.match(answer.text, /Applied filters: "ORDERS\.URGENT" is "true"\./);
  });

  it("A9 are the same every time", async () => {
    const fields = ["ORDERS.REGION", "CUSTOMERS.COUNTRY", "ORDERS.CREATED"];
    assert.deepEqual(await ask("NET_AVERAGE", fields), await ask("NET_AVERAGE", fields));
  });

  it("A9 refuse what cannot be compared", async () => {
    assert.equal((await refusalIn(ask("ORDERS.REGION", ["ORDERS.URGENT"]))).attribute, "kpi");
    assert.equal((await refusalIn(ask("NET_TOTAL", ["ORDER_COUNT"]))).attribute, "field_ids.0");
    const none = { string_filters: [{ column_id: "ORDERS.REGION", values: ["nowhere"] }] };
    assert.match((await refusalIn(ask("NET_TOTAL", ["ORDERS.URGENT"], none))).message, /no value/);
  });

  it("A9 leave out segments of few rows, and say how few", async () => {
    const { segments, rowsMin, text } = await ask("NET_AVERAGE", ["ORDERS.REGION"]);
    assert.equal(rowsMin, 2);
    assert.deepEqual(segments, []);
    assert.match(text, /at least 2 rows/);
  });

  it("A9 look at the most frequent values of a field, and say how many there are", async () => {
    await using few = await ordersKnowledge({ insightValuesMax: 2 });
    const question = { kpi: "ORDER_COUNT", fieldIds: ["CUSTOMERS.COUNTRY"], filters: {} };
    const answer = await findInsights(few, question, askerIn(), AbortSignal.timeout(20_000));
    assert.deepEqual(answer.fields[0], {
      fieldId: "CUSTOMERS.COUNTRY",
      fieldName: "Country",
      values: 3,
      valuesExamined: 2,
    });
    assert.match(answer.text, /2 of 3 of CUSTOMERS\.COUNTRY/);
  });
});
