import { systemClock } from "../../src/base/clock.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import { silentLogger } from "../../src/base/logger.ts";
import type { AssetDefinition } from "../../src/control/assets/asset-definition.ts";
import type { OpenAsset } from "../../src/control/assets/assets.ts";
import { createKnowledgeBase } from "../../src/knowledge/create-knowledge-base.ts";
import type { Asker } from "../../src/knowledge/query/asker.ts";
import type { SqlResult } from "../../src/knowledge/warehouse/warehouse.ts";
import type { AssetToolOutcome } from "../../src/tools/assets/asset-tool-result.ts";
import type { AssetToolbox } from "../../src/tools/assets/asset-toolbox.ts";
import { assetTools } from "../../src/tools/assets/catalog.gen.ts";
import { createAssetToolbox } from "../../src/tools/assets/create-asset-toolbox.ts";
import { askerIn, ordersKnowledge } from "./orders-knowledge.ts";

const definition: AssetDefinition = {
  id: "56b10c32-97c5-4060-8e3d-12e040f889f2",
  key: "orders",
  name: "Orders",
  description: "",
  knowledgeModel: "orders-km",
  rateLimitPerMinute: 500,
  tools: [
    { kind: "search_data", name: "search_data", toolId: "search-data" },
    { kind: "load_data", name: "load_data", toolId: "load-data" },
    { kind: "get_insights", name: "get_insights", toolId: "get-insights" },
    { kind: "get_knowledge_model", name: "get_knowledge_model", toolId: "get-knowledge-model" },
    { kind: "get_variants", name: "get_variants", toolId: "get-variants" },
    { kind: "get_process_graph", name: "get_process_graph", toolId: "get-process-graph" },
    { kind: "get_throughput", name: "get_throughput", toolId: "get-throughput" },
    { kind: "check_conformance", name: "check_conformance", toolId: "check-conformance" },
    {
      kind: "configured_load_data",
      name: "load_data_orders",
      toolId: "load-data-orders",
      description: "Orders of a customer.",
      columns: ["ORDERS.ORDER_ID", "ORDERS.REGION", "ORDERS.INTERNAL_MARGIN"],
      arguments: [
        argument("customer", "CUSTOMERS.NAME", "starts_with", true),
        argument("region", "ORDERS.REGION", "contains"),
        argument("net_from", "ORDERS.NET_VALUE", "at_least"),
        argument("net_to", "ORDERS.NET_VALUE", "at_most"),
        argument("quantity", "ORDERS.QUANTITY", "equals"),
        argument("from", "ORDERS.CREATED", "from_date"),
        argument("to", "ORDERS.CREATED", "to_date"),
        argument("urgent", "ORDERS.URGENT", "equals"),
      ],
      filters: [],
      orderBy: "ORDERS.ORDER_ID",
      ascending: true,
    },
    {
      kind: "trigger_action_flow",
      name: "trigger_action_flow_Review_Order",
      toolId: "trigger-action-flow-review-order",
      description: "Marks an order for review.",
      pipeline: "/acme/shared/review",
      inputs: [
        {
          name: "Order_ID",
          description: "Which order.",
          type: "string",
          required: true,
          parameter: "order",
        },
        {
          name: "Priority",
          description: "1 to 5.",
          type: "number",
          required: false,
          parameter: "priority",
        },
        {
          name: "Notify",
          description: "Whether to mail.",
          type: "boolean",
          required: false,
          parameter: "notify",
        },
      ],
      timeoutMs: 1_000,
    },
  ],
};

function argument(
  name: string,
  column: string,
  match: "equals" | "contains" | "starts_with" | "at_least" | "at_most" | "from_date" | "to_date",
  required = false,
): {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly column: string;
  readonly match: typeof match;
  readonly caseSensitive: boolean;
} {
  return { name, description: `The ${name}.`, required, column, match, caseSensitive: false };
}

export interface OrdersAsset extends AsyncDisposable {
  readonly asset: OpenAsset;
  readonly toolbox: AssetToolbox;
  /** Inputs of action flows, as they arrived. */
  readonly flows: Readonly<Record<string, unknown>>[];
  call(name: string, given: unknown, asker?: Asker): Promise<AssetToolOutcome>;
  /** Runs SQL on the tables themselves. */
  query(text: string): Promise<SqlResult>;
}

/** An asset about the orders with a tool of every kind. */
export async function ordersAsset(
  limits: Partial<Limits> = {},
  runActionFlow?: OpenAsset["runActionFlow"],
): Promise<OrdersAsset> {
  const all = { ...defaultLimits, ...limits };
  const orders = await ordersKnowledge(all);
  const { model, data } = orders;
  const flows: Readonly<Record<string, unknown>>[] = [];
  const asset: OpenAsset = {
    definition,
    packageKey: "orders",
    orgId: "org",
    version: "1.0.0",
    knowledge: createKnowledgeBase({ model, data, clock: systemClock, limits: all }),
    asker: askerIn(),
    processModels: { names: [], read: () => Promise.reject(new Error("there is none")) },
    runActionFlow:
      runActionFlow ??
      ((_tool, input) => {
        flows.push(input);
        return Promise.resolve({ ruuid: "r1", state: "Completed", documents: [{ done: true }] });
      }),
  };
  const parts = { limits: all, clock: systemClock, logger: silentLogger };
  const toolbox = createAssetToolbox(assetTools, parts);
  return {
    asset,
    toolbox,
    flows,
    call: (name, given, asker = asset.asker) =>
      toolbox.call({ ...asset, asker }, name, given, {
        signal: AbortSignal.timeout(20_000),
        requestId: "request",
      }),
    query: (text) => data.warehouse.query({ text, values: [] }, AbortSignal.timeout(10_000)),
    [Symbol.asyncDispose]: () => orders[Symbol.asyncDispose](),
  };
}
