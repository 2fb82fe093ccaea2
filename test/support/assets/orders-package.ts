/** Id of the asset, as the published examples have it. */
export const assetId = "56b10c32-97c5-4060-8e3d-12e040f889f2";

/** A package with one asset over orders and their customers. */
export function ordersPackage(
  id: string = assetId,
  rateLimitPerMinute = 500,
): Readonly<Record<string, string>> {
  return {
    "package.yaml": "key: orders\nname: Orders\n",
    "data/customers.csv": "CUSTOMER_ID,NAME,COUNTRY\nc1,Ada,DE\nc2,Bo,FR\n",
    "data/orders.csv": [
      "ORDER_ID,CUSTOMER_ID,DOCUMENT_TYPE,AMOUNT",
      "o1,c1,Standard,10",
      "o2,c1,Rush,20",
      "o3,c2,Standard,30",
      "",
    ].join("\n"),
    "data-models/orders.yaml": `id: orders
tables:
  - name: CUSTOMERS
    source: {kind: csv, file: data/customers.csv}
    primaryKey: [CUSTOMER_ID]
  - name: ORDERS
    source: {kind: csv, file: data/orders.csv}
    primaryKey: [ORDER_ID]
foreignKeys:
  - parent: {table: CUSTOMERS, columns: [CUSTOMER_ID]}
    child: {table: ORDERS, columns: [CUSTOMER_ID]}
`,
    "knowledge-models/orders.yaml": `kind: BASE
metadata: {key: orders-km, displayName: Orders, version: 1.0.0}
dataModelId: orders
records:
  - id: ORDERS
    displayName: Order
    description: Orders of the shop.
    pql: '"ORDERS"'
    attributes:
      - {id: ORDER_ID, displayName: Order id, description: Its number., pql: '"ORDERS"."ORDER_ID"', internalNote: llm_eligible}
      - {id: DOCUMENT_TYPE, displayName: Document Type, description: What kind it is., pql: '"ORDERS"."DOCUMENT_TYPE"', internalNote: llm_eligible}
      - {id: AMOUNT, displayName: Amount, description: What it is worth., pql: '"ORDERS"."AMOUNT"', internalNote: llm_eligible}
  - id: CUSTOMERS
    displayName: Customer
    description: Who orders.
    pql: '"CUSTOMERS"'
    attributes:
      - {id: NAME, displayName: Name, description: What they are called., pql: '"CUSTOMERS"."NAME"', internalNote: llm_eligible}
kpis:
  - {id: ORDER_COUNT, displayName: Orders, description: How many there are., pql: 'COUNT("ORDERS"."ORDER_ID")', internalNote: llm_eligible}
`,
    "assets/orders.yaml": `id: ${id}
key: orders
name: Orders
description: Orders of a shop.
knowledgeModel: orders-km
rateLimitPerMinute: ${rateLimitPerMinute}
tools:
  - search_data
  - load_data
  - kind: configured_load_data
    name: load_data_of_customer
    description: Orders of one customer.
    columns: [ORDERS.ORDER_ID, ORDERS.AMOUNT]
    arguments:
      - {name: customer, description: Name of the customer., required: true, column: CUSTOMERS.NAME}
`,
  };
}

/** Columns of every order. */
export const columns = ["ORDERS.ORDER_ID", "ORDERS.DOCUMENT_TYPE"] as const;
