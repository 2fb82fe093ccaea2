/** A call of each tool that is answered. */
export const assetCalls: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  search_data: { search_terms: ["Region", "Ada"], user_query: "orders of Ada" },
  load_data: { columns: ["CUSTOMERS.COUNTRY", "NET_TOTAL"], order_by: "NET_TOTAL" },
  get_insights: { kpi: "NET_AVERAGE", field_ids: ["ORDERS.URGENT", "ORDERS.CREATED"] },
  get_knowledge_model: {},
  get_variants: { page_size: 2 },
  get_process_graph: { edge_share: 0.5 },
  get_throughput: { group_by: "ORDERS.REGION" },
  check_conformance: { top_variants: 1 },
  load_data_orders: { customer: "a" },
  trigger_action_flow_Review_Order: { Order_ID: "o1" },
};
