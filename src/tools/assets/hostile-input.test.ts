import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { askerIn } from "../../../test/support/orders-knowledge.ts";
import { ordersAsset, type OrdersAsset } from "../../../test/support/orders-asset.ts";
import { setOwn } from "../../base/json.ts";

/** Texts that something naive would read as more than a text. */
const texts: readonly string[] = [
  "'; DROP TABLE ORDERS; --",
  '" OR "1"="1',
  "1); DELETE FROM ORDERS; --",
  "ORDERS.REGION' UNION SELECT NAME FROM CUSTOMERS --",
  '"ORDERS"."NET_VALUE"',
  "ORDERS.REGION; ATTACH '/etc/passwd'",
  "read_csv('/etc/passwd')",
  "${caller.name}",
  "$1",
  "?",
  "%",
  "_",
  "\\",
  "\\%",
  "''",
  '""',
  "`",
  "\u0000",
  "\u202e",
  "\ud800",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "NaN",
  "Infinity",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "🙂".repeat(400),
  " ",
  "",
];

/** Values that are no text at all. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  12_345_678_901_234_567_890n,
  [],
  {},
  [[]],
  [null],
  { a: { b: { c: { d: 1 } } } },
  Array.from({ length: 5_000 }, (_, index) => `x${index}`),
  nested(50),
  nestedArray(50),
  "x".repeat(1_000_000),
  withProto({ polluted: true }),
];

/** The arguments of every tool, where a hostile value may take the place of each. */
const tools: Readonly<Record<string, Readonly<Record<string, (hostile: unknown) => unknown>>>> = {
  search_data: { search_terms: same, terms: inSearch, user_query: same },
  load_data: {
    columns: same,
    column: (hostile) => ({ columns: ["ORDER_COUNT", hostile] }),
    page: same,
    page_size: same,
    order_by: same,
    limit: same,
    ascending: same,
    applied_filters: same,
    ...filters((list) => ({ columns: ["ORDER_COUNT"], applied_filters: list })),
  },
  load_data_orders: {
    customer: same,
    region: same,
    net_from: same,
    from: same,
    urgent: same,
    page: same,
  },
  get_insights: {
    kpi: same,
    field_ids: same,
    field: (hostile) => ({ kpi: "NET_TOTAL", field_ids: ["ORDERS.URGENT", hostile] }),
    ...filters((list) => ({ kpi: "NET_TOTAL", field_ids: ["ORDERS.URGENT"], ...list })),
  },
  get_knowledge_model: { record_ids: same, page: same },
  get_variants: { event_log: same, share_min: same, cycle_length_max: same, page: same },
  get_process_graph: { event_log: same, activity_share: same, edge_share: same },
  get_throughput: {
    from_activity: same,
    to_activity: same,
    group_by: same,
    buckets: same,
    ...filters((list) => ({ applied_filters: list })),
  },
  check_conformance: {
    variants: same,
    activity: (hostile) => ({ variants: [["Create", hostile]] }),
    bpmn: same,
    top_variants: same,
  },
  trigger_action_flow_Review_Order: { Order_ID: same, Priority: same, Notify: same },
};

/** What a call needs besides the argument that is tried. */
const needed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  search_data: { search_terms: ["Region"], user_query: "" },
  load_data: { columns: ["ORDERS.ORDER_ID"] },
  load_data_orders: { customer: "a" },
  get_insights: { kpi: "NET_TOTAL", field_ids: ["ORDERS.URGENT"] },
  check_conformance: {},
  trigger_action_flow_Review_Order: { Order_ID: "o1" },
};

describe("hostile input", () => {
  let orders: OrdersAsset;
  let before_: string;
  before(async () => {
    orders = await ordersAsset();
    before_ = await state();
  });
  after(() => orders[Symbol.asyncDispose]());

  /** Everything that the tables hold. */
  async function state(): Promise<string> {
    const tables = await orders.query("SELECT table_name FROM duckdb_tables() ORDER BY ALL");
    const rows = [];
    for (const [name] of tables.rows) {
      rows.push(await orders.query(`SELECT * FROM "${String(name)}" ORDER BY ALL`));
    }
    return JSON.stringify([tables.rows, rows.map((result) => result.rows)]);
  }

  for (const [name, places] of Object.entries(tools)) {
    it(`A10 ${name} refuses it or answers, wherever it stands, and no table changes`, async () => {
      for (const [place, within] of Object.entries(places)) {
        for (const hostile of [...texts, ...values]) {
          const placed = within(hostile);
          const given = within === same ? { ...needed[name], [place]: hostile } : placed;
          const outcome = await orders.call(name, given);
          const { content, isError } = outcome.result;
          const about = `${name} ${place}: ${content[0]?.text.slice(0, 300)}`;
          if (outcome.kind === "answered") {
            assert.equal(isError, false, about);
            continue;
          }
          assert.equal(isError, true, about);
          assert.ok(!["internal", "timeout", "stopped"].includes(outcome.refusal.code), about);
          assert.ok(outcome.refusal.reason !== "" && outcome.refusal.resolution !== "", about);
          assert.ok(content[0] !== undefined && content[0].text.length < 20_000, about);
          assert.doesNotMatch(
            content[0].text,
            /node_modules|\bat .*\.ts:|Parser Error|Binder Error/,
          );
        }
      }
      assert.equal(await state(), before_);
      assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
    });
  }

  it("A10 never answers without a filter that was sent", async () => {
    for (const text of texts) {
      const filter = { column_id: "ORDERS.REGION", values: [text] };
      for (const wildcards of [{}, { add_wildcard_after: true }]) {
        const { result } = await orders.call("load_data", {
          columns: ["ORDERS.REGION"],
          applied_filters: { string_filters: [{ ...filter, ...wildcards }] },
        });
        const rows = JSON.parse(result.content[0]?.text ?? "");
        for (const row of rows) {
          assert.ok(String(row["ORDERS.REGION"]).toLowerCase().startsWith(text.toLowerCase()));
        }
      }
    }
  });

  it("A10 binds what is known of the asker, also where tools answer about processes", async () => {
    for (const country of texts) {
      const asker = askerIn(["regional"], { country });
      for (const [name, given] of [
        ["load_data", { columns: ["ORDERS.ORDER_ID"] }],
        ["get_variants", {}],
        ["search_data", { search_terms: ["Ada"] }],
      ] as const) {
        const { result } = await orders.call(name, given, asker);
        assert.equal(result.isError, false, result.content[0]?.text);
        assert.doesNotMatch(result.content[0]?.text ?? "", /"o1"|"Create"|matched_values/);
      }
    }
    assert.equal(await state(), before_);
  });

  it("A10 takes `__proto__` for a name like any other", async () => {
    const given = withProto({ columns: ["ORDER_COUNT"] });
    const { result } = await orders.call("load_data", given);
    assert.match(result.content[0]?.text ?? "", /Extra inputs are not permitted: `__proto__`/);
    const search = await orders.call("search_data", { search_terms: ["__proto__", "Region"] });
    const hits = JSON.parse(String(search.result.structuredContent?.["search_result"]));
    assert.deepEqual(Object.keys(hits), ["__proto__", "Region"]);
  });

  it("A10 knows no tool by a hostile name", async () => {
    for (const text of texts) {
      const { result } = await orders.call(text, {});
      assert.match(result.content[0]?.text ?? "", /^Unknown tool/);
    }
  });
});

function same(hostile: unknown): unknown {
  return hostile;
}

function inSearch(hostile: unknown): unknown {
  return { search_terms: ["Region", hostile], user_query: "region" };
}

/** A hostile value at every place of every kind of filter. */
function filters(
  call: (list: Readonly<Record<string, unknown>>) => unknown,
): Readonly<Record<string, (hostile: unknown) => unknown>> {
  const region = { column_id: "ORDERS.REGION", values: ["north"] };
  const net = { column_id: "ORDERS.NET_VALUE", comparator: ">", value: 1 };
  const created = { column_id: "ORDERS.CREATED", start_date: "2024-01-01" };
  return {
    "string id": (hostile) => call({ string_filters: [{ ...region, column_id: hostile }] }),
    "string values": (hostile) => call({ string_filters: [{ ...region, values: hostile }] }),
    "string value": (hostile) => call({ string_filters: [{ ...region, values: [hostile] }] }),
    "string flag": (hostile) => call({ string_filters: [{ ...region, negation: hostile }] }),
    "numeric value": (hostile) => call({ numeric_filters: [{ ...net, value: hostile }] }),
    comparator: (hostile) => call({ numeric_filters: [{ ...net, comparator: hostile }] }),
    "date start": (hostile) => call({ date_filters: [{ ...created, start_date: hostile }] }),
    "date end": (hostile) => call({ date_filters: [{ ...created, end_date: hostile }] }),
    "null id": (hostile) => call({ null_filters: [{ column_id: hostile, is_null: true }] }),
    list: (hostile) => call({ string_filters: hostile }),
    filter: (hostile) => call({ string_filters: [hostile] }),
  };
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { columns: nested(depth - 1) };
}

function nestedArray(depth: number): unknown {
  return depth === 0 ? 1 : [nestedArray(depth - 1)];
}

function withProto(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const copy: Record<string, unknown> = { ...object };
  setOwn<unknown>(copy, "__proto__", { polluted: true });
  return copy;
}
