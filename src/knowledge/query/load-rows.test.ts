import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  askerIn,
  type OrdersKnowledge,
  ordersKnowledge,
} from "../../../test/support/orders-knowledge.ts";
import { refusalIn } from "../../../test/support/question-refusal.ts";
import type { LoadAnswer, LoadQuestion } from "../knowledge-base.ts";
import type { Asker } from "./asker.ts";
import { loadRows } from "./load-rows.ts";

describe("load", () => {
  let orders: OrdersKnowledge;
  before(async () => {
    orders = await ordersKnowledge();
  });
  after(() => orders[Symbol.asyncDispose]());

  async function load(
    columns: readonly string[],
    more: Partial<LoadQuestion> = {},
    asker: Asker = askerIn(),
  ): Promise<LoadAnswer> {
    const question = { columns, page: 0, pageSize: 50, ascending: true, filters: {}, ...more };
    return loadRows(orders, question, asker, AbortSignal.timeout(10_000));
  }

  it("A10 gives KPIs alone as one row, over all that the filters leave", async () => {
    const { rows, total, scope } = await load(["NET_TOTAL", "ORDER_COUNT", "NET_AVERAGE"]);
    assert.deepEqual([rows, total], [[[3100, 8, 3100 / 7]], 1]);
    assert.equal(scope.grain, "ORDERS");
    const none = { string_filters: [{ column_id: "ORDERS.REGION", values: ["nowhere"] }] };
    assert.deepEqual((await load(["ORDER_COUNT"], { filters: none })).rows, [[0]]);
  });

  it("A10 groups KPIs by attributes, rows without a value in a group of their own", async () => {
    const { rows, total } = await load(["CUSTOMERS.COUNTRY", "ORDER_COUNT", "NET_TOTAL"], {
      orderBy: "NET_TOTAL",
    });
    assert.deepEqual(
      [rows, total],
      [
        [
          ["FR", 2, 700],
          ["DE", 3, 1100],
          [null, 3, 1300],
        ],
        3,
      ],
    );
  });

  it("A10 gives attributes alone as the rows of their table, not made distinct", async () => {
    const { rows, total, scope } = await load(["CUSTOMERS.COUNTRY", "ORDERS.URGENT"]);
    assert.deepEqual([rows.length, total, scope.grain], [8, 8, "ORDERS"]);
  });

  it("A10 understands ids in any case and names them as the model does", async () => {
    const { columns } = await load(["orders.region", "Order_Count", "ORDERS.REGION"]);
    assert.deepEqual(
      columns.map(({ id, type, displayName }) => [id, type, displayName]),
      [
        ["ORDERS.REGION", "STRING", "Region"],
        ["ORDER_COUNT", "INT", "Orders"],
      ],
    );
  });

  it("A10 refuses an unknown column with the nearest ids", async () => {
    const refusal = await refusalIn(load(["ORDERS.REGOIN"]));
    assert.equal(refusal.attribute, "columns.0");
    assert.match(refusal.message, /Unknown column "ORDERS\.REGOIN"/);
    assert.match(refusal.resolution, /"ORDERS\.REGION"/);
  });

  it("A10 answers for what agents do not see as if it were not there, unless the author named it", async () => {
    for (const id of ["HIDDEN_KPI", "ORDERS.INTERNAL_MARGIN"]) {
      const refusal = await refusalIn(load([id]));
      assert.match(refusal.message, /Unknown column/);
      assert.doesNotMatch(refusal.resolution, new RegExp(id));
    }
    assert.deepEqual((await load(["HIDDEN_KPI"], { authored: true })).rows, [[800]]);
  });

  it("A10 refuses an augmented attribute, of which the data has no values", async () => {
    assert.match((await refusalIn(load(["ORDERS.REVIEW"]))).message, /has no values in the data/);
  });

  it("A10 refuses columns of tables that do not hang together", async () => {
    const refusal = await refusalIn(load(["ORDERS.REGION", "UNRELATED.LABEL"]));
    assert.match(`${refusal.message} ${refusal.reason}`, /UNRELATED/);
    await refusalIn(load(["UNRELATED.LABEL", "NET_TOTAL"]));
  });

  it("A10 never multiplies a KPI by rows below its table", async () => {
    const refusal = await refusalIn(load(["EVENTS.ACTIVITY", "NET_TOTAL"]));
    assert.notEqual(refusal.resolution, "");
    const together = await load(["NET_TOTAL", "EVENT_COUNT"]);
    assert.deepEqual(together.rows, [[3100, 12]]);
  });

  it("A10 pages without overlap, says how many rows there are and whether more follow", async () => {
    const ids: unknown[] = [];
    for (let page = 0; ; page++) {
      const answer = await load(["ORDERS.ORDER_ID"], {
        page,
        pageSize: 3,
        orderBy: "ORDERS.ORDER_ID",
        ascending: false,
      });
      assert.equal(answer.total, 8);
      ids.push(...answer.rows.map(([id]) => id));
      assert.equal(answer.hasMore, page < 2);
      if (!answer.hasMore) break;
    }
    assert.deepEqual(ids, ["o8", "o7", "o6", "o5", "o4", "o3", "o2", "o1"]);
    const beyond = await load(["ORDERS.ORDER_ID"], { page: 9, pageSize: 3 });
    assert.deepEqual([beyond.rows, beyond.total, beyond.hasMore], [[], 8, false]);
  });

  it("A10 keeps to the limit over all pages", async () => {
    const limited = { limit: 4, pageSize: 3, orderBy: "ORDERS.ORDER_ID" };
    const first = await load(["ORDERS.ORDER_ID"], limited);
    assert.deepEqual([first.rows.length, first.total, first.hasMore], [3, 4, true]);
    const second = await load(["ORDERS.ORDER_ID"], { ...limited, page: 1 });
    assert.deepEqual([second.rows, second.total, second.hasMore], [[["o4"]], 4, false]);
    const third = await load(["ORDERS.ORDER_ID"], { ...limited, page: 2 });
    assert.deepEqual([third.rows, third.total, third.hasMore], [[], 4, false]);
  });

  it("A10 orders by a column of the answer alone", async () => {
    const refusal = await refusalIn(load(["ORDERS.REGION"], { orderBy: "NET_TOTAL" }));
    assert.equal(refusal.attribute, "order_by");
    assert.match(refusal.resolution, /Add "NET_TOTAL" to `columns`/);
    assert.match(
      (await refusalIn(load(["ORDER_COUNT"], { orderBy: 'x"; --' }))).message,
      /Unknown/,
    );
  });

  it("A10 refuses a question without columns", async () => {
    assert.equal((await refusalIn(load([]))).attribute, "columns");
  });

  it("A10 applies filters of the model and says so", async () => {
    const { rows, scope } = await load(["ORDER_COUNT"], { modelFilters: ["URGENT_ONLY"] });
    assert.deepEqual(rows, [[4]]);
    assert.deepEqual(scope.appliedFilters, ['filter "URGENT_ONLY": Urgent orders']);
  });

  it("A10 says when the data was loaded", async () => {
    assert.equal((await load(["ORDER_COUNT"])).scope.loadedMs, Date.UTC(2026, 10, 21));
  });

  it("stops when it is aborted", async () => {
    const question = {
      columns: ["ORDER_COUNT"],
      page: 0,
      pageSize: 1,
      ascending: true,
      filters: {},
    };
    const reason = new Error("the client went away");
    await assert.rejects(loadRows(orders, question, askerIn(), AbortSignal.abort(reason)), reason);
  });
});
