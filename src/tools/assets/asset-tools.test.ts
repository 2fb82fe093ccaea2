import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assetCalls as calls } from "../../../test/support/asset-calls.ts";
import { askerIn } from "../../../test/support/orders-knowledge.ts";
import { ordersAsset, type OrdersAsset } from "../../../test/support/orders-asset.ts";
import { isObject } from "../../base/json.ts";
import type { AssetToolOutcome } from "./asset-tool-result.ts";
import { assetTools } from "./catalog.gen.ts";
import { restAnswer } from "./rest-answer.ts";

describe("tools of an asset", () => {
  let orders: OrdersAsset;
  before(async () => {
    orders = await ordersAsset();
  });
  after(() => orders[Symbol.asyncDispose]());

  async function answered(
    name: string,
    given: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { result } = await orders.call(name, given);
    assert.equal(result.isError, false, result.content[0]?.text);
    return result.structuredContent ?? {};
  }

  async function refused(
    name: string,
    given: unknown,
  ): Promise<Extract<AssetToolOutcome, { kind: "refused" }>> {
    const outcome = await orders.call(name, given);
    assert.equal(outcome.kind, "refused");
    assert.equal(outcome.result.isError, true);
    assert.equal(outcome.result.structuredContent, undefined);
    return outcome;
  }

  /** Ids of the orders that the configured tool answers with. */
  async function ids(given: unknown): Promise<string> {
    const { data_frame_content: frame } = await answered("load_data_orders", given);
    assert.ok(isObject(frame) && Array.isArray(frame["data"]));
    return frame["data"].map((row) => row["ORDERS.ORDER_ID"]).join(" ");
  }

  it("A9 are listed as the author enabled them, with schemas that shut out what is unknown", () => {
    const listed = orders.toolbox.list(orders.asset);
    assert.deepEqual(
      listed.map(({ name }) => name),
      Object.keys(calls),
    );
    for (const tool of listed) {
      assert.match(tool.name, /^[A-Za-z0-9_-]{1,64}$/);
      assert.ok(tool.description.length > 40 && tool.description.length <= 600, tool.name);
      assert.equal(tool.inputSchema["additionalProperties"], false, tool.name);
      assert.equal(tool.outputSchema["additionalProperties"], false, tool.name);
      assert.doesNotMatch(JSON.stringify(tool), /9007199254740991|"\$ref"|"\$schema"/);
      assert.equal(Object.keys(tool.annotations).length, 4);
      for (const [name, property] of Object.entries(tool.inputSchema["properties"] ?? {})) {
        assert.ok(
          isObject(property) && typeof property["type"] === "string",
          `${tool.name}.${name}`,
        );
      }
    }
    assert.equal(
      listed
        .filter(({ annotations }) => !annotations.readOnlyHint)
        .map(({ name }) => name)
        .join(),
      "trigger_action_flow_Review_Order",
    );
    assert.match(listed[8]?.description ?? "", /^Orders of a customer\./);
  });

  for (const [name, given] of Object.entries(calls)) {
    it(`A7 A9 ${name} answers with text, structured content that its schema describes, and isError`, async () => {
      const tool = orders.asset.definition.tools.find((one) => one.name === name);
      const definition = assetTools.find((one) => one.kind === tool?.kind);
      const outcome = await orders.call(name, given);
      assert.equal(outcome.kind, "answered", outcome.result.content[0]?.text);
      assert.equal(outcome.result.isError, false);
      definition?.content.strict().parse(outcome.result.structuredContent);
      definition?.body.strict().parse(outcome.body);
      assert.ok(outcome.result.content.every(({ type }) => type === "text"));
      JSON.parse(outcome.result.content[0]?.text ?? "");
      const byId = await orders.call(tool?.toolId ?? "", given);
      assert.deepEqual(byId.result, outcome.result);
    });

    it(`A10 ${name} takes its own example, and no argument it does not have`, async () => {
      const { attribute, result } = await refused(name, { ...given, colums: 1 });
      assert.equal(attribute, "colums");
      assert.match(result.content[0]?.text ?? "", /^Extra inputs are not permitted: `colums`\./);
      const [example] = /Example: (\{.*\})$/
        .exec((await refused(name, "text")).result.content[0]?.text ?? "")
        ?.slice(1) ?? [""];
      const tried = await orders.call(name, JSON.parse(example ?? ""));
      assert.equal(tried.kind, "answered", tried.result.content[0]?.text);
    });
  }

  it("A7 A10 load_data answers with the array of rows as text and the page as structured content", async () => {
    const { result } = await orders.call("load_data", {
      columns: ["ORDERS.ORDER_ID", "ORDERS.NET_VALUE"],
      page_size: 2,
      page: 1,
      order_by: "ORDERS.ORDER_ID",
      ascending: null,
      limit: null,
      applied_filters: { string_filters: null },
    });
    const rows = [
      { "ORDERS.ORDER_ID": "o3", "ORDERS.NET_VALUE": 300 },
      { "ORDERS.ORDER_ID": "o4", "ORDERS.NET_VALUE": 400 },
    ];
    assert.deepEqual(JSON.parse(result.content[0]?.text ?? ""), rows);
    assert.equal(result.content[1]?.text, "Rows 2–3 of 8. The next are on page 2.");
    assert.deepEqual(result.structuredContent, {
      page: 1,
      page_size: 2,
      total: 8,
      has_more: true,
      applied_filters: [],
      masked_columns: [],
      grain: "ORDERS",
      data_loaded_at: "2026-11-21T00:00:00.000Z",
      note: "Rows 2–3 of 8. The next are on page 2.",
      data_frame_content: {
        data: rows,
        schema_: [
          { id: "ORDERS.ORDER_ID", type: "STRING", displayName: "Order Id" },
          {
            id: "ORDERS.NET_VALUE",
            type: "FLOAT",
            displayName: "Net Value",
            format: "#,##0.00",
            unit: "EUR",
          },
        ],
      },
    });
  });

  it("A8 the REST twin has `schema` for `schema_`, and an array of errors for what does not fit", async () => {
    const answer = restAnswer(await orders.call("load-data", { columns: ["ORDER_COUNT"] }));
    assert.equal(answer.status, 200);
    assert.match(answer.body, /"data_frame_content":\{"data":\[\{"ORDER_COUNT":8\}\],"schema":\[/);
    const wrong = restAnswer(await orders.call("load-data", { columns: ["ORDER_CONT"] }));
    assert.equal(wrong.status, 422);
    const [error] = JSON.parse(wrong.body);
    assert.deepEqual(Object.keys(error), ["error", "attribute", "errorCode", "additionalInfo"]);
    assert.deepEqual([error.attribute, error.errorCode], ["columns.0", "INVALID_ARGUMENT"]);
    assert.match(error.additionalInfo, /ORDER_COUNT/);
    const none = restAnswer(await orders.call("load-dat", {}));
    assert.equal(none.status, 404);
    assert.match(none.body, /load_data/);
  });

  it("A10 says where in the arguments a filter is wrong", async () => {
    const filter = { column_id: "ORDERS.REGOIN", values: ["x"] };
    const applied_filters = { string_filters: [{ ...filter, column_id: "ORDERS.REGION" }, filter] };
    const { attribute } = await refused("load_data", { columns: ["ORDER_COUNT"], applied_filters });
    assert.equal(attribute, "applied_filters.string_filters.1.column_id");
    const nested = { string_filters: [{ ...filter, negaton: true }] };
    const { result } = await refused("load_data", counted(nested));
    assert.match(result.content[0]?.text ?? "", /Did you mean `negation`\?/);
  });

  it("A10 names what an argument should be", async () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [{}, /Field required: `columns`/],
      [{ columns: "ORDER_COUNT" }, /should be an array: `columns`.*Send \["ORDER_COUNT"\]/],
      [{ columns: ["ORDER_COUNT"], page: "0" }, /should be a (finite|whole) number: `page`/],
      [{ columns: ["ORDER_COUNT"], page: 1.5 }, /whole number/],
      [{ columns: ["ORDER_COUNT"], page_size: 501 }, /Send 500 as `page_size`/],
      [{ columns: ["ORDER_COUNT"], ascending: "yes" }, /true or false/],
      [[], /should be an object/],
    ];
    for (const [given, words] of cases) {
      const { result } = await refused("load_data", given);
      assert.match(result.content[0]?.text ?? "", words);
    }
  });

  it("A10 says in whole sentences why columns do not go together", async () => {
    const { result } = await refused("load_data", { columns: ["EVENTS.ACTIVITY", "NET_TOTAL"] });
    const [{ text } = { text: "" }] = result.content;
    assert.match(text, /NET_TOTAL.*EVENTS\.ACTIVITY/);
    assert.doesNotMatch(text, /\.\.|undefined/);
  });

  it("A9 load_data_<suffix> really applies every argument", async () => {
    assert.equal(await ids({ customer: "ad" }), "o1 o2 o8");
    assert.equal(await ids({ customer: "AD", region: "NOR" }), "o1 o2");
    assert.equal(await ids({ customer: "a", net_from: 150 }), "o2 o8");
    assert.equal(await ids({ customer: "a", net_from: 150, net_to: 200 }), "o2");
    assert.equal(await ids({ customer: "a", quantity: 8 }), "o8");
    assert.equal(await ids({ customer: "a", from: "2024-01-31", to: "2024-01-31" }), "o1 o2");
    assert.equal(await ids({ customer: "a", urgent: true }), "o1 o8");
    assert.equal(await ids({ customer: "a", urgent: false, page_size: 1 }), "o2");
    assert.equal(await ids({ customer: "%" }), "");
    const { attribute } = await refused("load_data_orders", { customer: "a", from: "soon" });
    assert.equal(attribute, "from");
    assert.equal((await refused("load_data_orders", {})).attribute, "customer");
  });

  it("A9 trigger_action_flow passes typed inputs on and answers with the run", async () => {
    const given = { Order_ID: "o1", Priority: 2, Notify: true };
    const content = await answered("trigger_action_flow_Review_Order", given);
    assert.deepEqual(orders.flows.at(-1), given);
    assert.deepEqual(content, {
      execution_result: "Action flow executed successfully",
      ruuid: "r1",
      state: "Completed",
      documents: [{ done: true }],
    });
    for (const wrong of [
      {},
      { Order_ID: 1 },
      { Order_ID: "o1", Priority: "2" },
      { order_id: "o1" },
    ]) {
      await refused("trigger_action_flow_Review_Order", wrong);
    }
    assert.deepEqual(orders.flows.at(-1), given);
  });

  it("A9 search_data answers in the published shape", async () => {
    const given = { search_terms: ["Region", "Ada"], user_query: "" };
    const { result } = await orders.call("search_data", given);
    const { search_result: text } = JSON.parse(result.content[0]?.text ?? "");
    const hits = JSON.parse(text);
    assert.equal(hits["Region"][0].id, "ORDERS.REGION");
    assert.deepEqual(hits["Ada"][0].matched_values, ["Ada"]);
    const body = restAnswer(await orders.call("search-data", given)).body;
    assert.deepEqual(Object.keys(JSON.parse(body)), ["search_result"]);
  });

  it("A9 get_throughput and get_variants answer from the events", async () => {
    const variants = await answered("get_variants", { page_size: 1 });
    assert.deepEqual([variants["cases"], variants["total"], variants["has_more"]], [4, 3, true]);
    const times = await answered("get_throughput", {
      from_activity: "Approve",
      to_activity: "Ship",
    });
    assert.deepEqual([times["cases"], times["measured"]], [4, 3]);
    const filtered = await answered("get_process_graph", {
      applied_filters: { string_filters: [{ column_id: "ORDERS.ORDER_ID", values: ["o1"] }] },
    });
    assert.equal(filtered["events"], 3);
    const { attribute } = await refused("get_throughput", { group_by: "EVENTS.ACTIVITY" });
    assert.equal(attribute, "group_by");
    const unknown = await refused("get_throughput", { from_activity: "Aprove" });
    assert.equal(unknown.attribute, "from_activity");
    assert.match(unknown.result.content[0]?.text ?? "", /Did you mean "Approve"\?/);
    const backwards = { from_activity: "Ship", to_activity: "Create" };
    assert.equal((await answered("get_throughput", backwards))["seconds"], null);
    const { result } = await refused("get_variants", { event_log: "ORDER_LGO" });
    assert.match(result.content[0]?.text ?? "", /Send "event_log": "ORDER_LOG"/);
    await refused("check_conformance", {});
    await refused("check_conformance", { top_variants: 1, bpmn: "<x/>" });
  });

  it("shows what a policy hides, and how much", async () => {
    const outside = askerIn(["outside"]);
    const { result } = await orders.call(
      "load_data",
      { columns: ["CUSTOMERS.NAME", "CUSTOMERS.CREDIT"] },
      outside,
    );
    assert.deepEqual(result.structuredContent?.["masked_columns"], ["CUSTOMERS.CREDIT"]);
    assert.match(result.content[1]?.text ?? "", /Masked: CUSTOMERS\.CREDIT\./);
    const model = await orders.call("get_knowledge_model", {}, outside);
    assert.match(model.result.content[0]?.text ?? "", /"CUSTOMERS\.CREDIT"[^}]*"masked":true/);
  });
});

describe("limits of the tools of an asset", () => {
  it("A10 cut an answer at a whole row, say so, and say how to get the rest", async () => {
    await using orders = await ordersAsset({ assetAnswerLengthMax: 100 });
    const given = { columns: ["ORDERS.ORDER_ID"], order_by: "ORDERS.ORDER_ID", page_size: 6 };
    const { result } = await orders.call("load_data", given);
    assert.equal(JSON.parse(result.content[0]?.text ?? "").length, 3);
    assert.deepEqual(
      [result.structuredContent?.["truncated"], result.structuredContent?.["has_more"]],
      [true, true],
    );
    const [, page, size] =
      /page (\d+) at page_size (\d+)/.exec(result.content[1]?.text ?? "") ?? [];
    const rest = await orders.call("load_data", {
      ...given,
      page: Number(page),
      page_size: Number(size),
    });
    assert.match(rest.result.content[0]?.text ?? "", /^\[\{"ORDERS\.ORDER_ID":"o4"\}/);
  });

  it("A10 refuse what is past each of them", async () => {
    await using orders = await ordersAsset({
      assetColumnsMax: 2,
      assetFiltersMax: 1,
      assetFilterValuesMax: 2,
      assetTextLengthMax: 20,
      assetPageSizeMax: 5,
      assetArgumentDepthMax: 6,
      searchTermsMax: 1,
      userQueryLengthMax: 10,
      insightFieldsMax: 1,
      actionInputLengthMax: 3,
    });
    const region = { column_id: "ORDERS.REGION", values: ["x"] };
    const cases: readonly (readonly [string, unknown, string])[] = [
      ["load_data", { columns: ["ORDER_COUNT", "NET_TOTAL", "EVENT_COUNT"] }, "columns"],
      ["load_data", { columns: ["x".repeat(21)] }, "columns.0"],
      ["load_data", { columns: ["ORDER_COUNT"], page_size: 6 }, "page_size"],
      [
        "load_data",
        counted({ string_filters: [region, region] }),
        "applied_filters.string_filters",
      ],
      [
        "load_data",
        counted({ string_filters: [{ ...region, values: ["a", "b", "c"] }] }),
        "applied_filters.string_filters.0.values",
      ],
      ["load_data", counted({ a: { b: { c: { d: { e: { f: 1 } } } } } }), "applied_filters.a.b"],
      ["search_data", { search_terms: ["a", "b"], user_query: "" }, "search_terms"],
      ["search_data", { search_terms: ["a"], user_query: "x".repeat(11) }, "user_query"],
      ["get_insights", { kpi: "NET_TOTAL", field_ids: ["a", "b"] }, "field_ids"],
      ["trigger_action_flow_Review_Order", { Order_ID: "o123" }, "Order_ID"],
    ];
    for (const [name, given, attribute] of cases) {
      const outcome = await orders.call(name, given);
      assert.equal(outcome.kind, "refused", `${name} ${attribute}`);
      assert.equal(outcome.attribute, attribute);
    }
    const most = await orders.call("load_data", { columns: ["ORDER_COUNT", "NET_TOTAL"] });
    assert.equal(most.kind, "answered");
  });

  it("A9 show no more of a graph than an answer holds, and say so", async () => {
    await using orders = await ordersAsset({ assetGraphItemsMax: 2 });
    const { result } = await orders.call("get_process_graph", {});
    const content = result.structuredContent ?? {};
    assert.ok(Array.isArray(content["nodes"]) && content["nodes"].length === 2);
    assert.ok(Array.isArray(content["edges"]) && content["edges"].length <= 2);
    assert.equal(content["truncated"], true);
    assert.match(String(content["note"]), /assetGraphItemsMax/);
  });

  it("stop a tool that takes too long, and one whose client goes away", async () => {
    await using slow = await ordersAsset(
      { callTimeoutMs: 20 },
      (_tool, _input, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("stopped")));
        }),
    );
    const late = await slow.call("trigger_action_flow_Review_Order", { Order_ID: "o1" });
    assert.match(late.result.content[0]?.text ?? "", /took too long.*callTimeoutMs/);
  });

  it("A5 tell a fault of the server apart, without its words", async () => {
    await using broken = await ordersAsset({}, () => Promise.reject(new Error("secret path")));
    const outcome = await broken.call("trigger_action_flow_Review_Order", { Order_ID: "o1" });
    assert.doesNotMatch(JSON.stringify(outcome.result), /secret/);
    assert.deepEqual(restAnswer(outcome), {
      status: 500,
      contentType: "text/plain",
      body: "Internal Server Error",
    });
  });
});

function counted(applied_filters: unknown): unknown {
  return { columns: ["ORDER_COUNT"], applied_filters };
}
