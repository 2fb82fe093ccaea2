import type { ColumnType, DataSchema, TableSchema } from "../../src/knowledge/data/data-schema.ts";

/** Customers have orders, orders have events and lines: the tables that the tests of knowledge models speak of. */
export const orderSchema: DataSchema = {
  tables: new Map(
    [
      table("CUSTOMERS", ["CUSTOMER_ID"], {
        CUSTOMER_ID: "STRING",
        NAME: "STRING",
        COUNTRY: "STRING",
      }),
      table("ORDERS", ["ORDER_ID"], {
        ORDER_ID: "STRING",
        CUSTOMER_ID: "STRING",
        REGION: "STRING",
        NET_VALUE: "FLOAT",
        CREATED: "DATE",
        URGENT: "BOOLEAN",
      }),
      table("EVENTS", [], {
        ORDER_ID: "STRING",
        ACTIVITY: "STRING",
        TS: "DATE",
        CLERK: "STRING",
      }),
      table("LINES", ["LINE_ID"], {
        LINE_ID: "STRING",
        ORDER_ID: "STRING",
        MATERIAL: "STRING",
        QUANTITY: "INT",
      }),
    ].map((one) => [one.name, one]),
  ),
  foreignKeys: [
    key("CUSTOMERS", "ORDERS", "CUSTOMER_ID"),
    key("ORDERS", "EVENTS", "ORDER_ID"),
    key("ORDERS", "LINES", "ORDER_ID"),
  ],
  eventLogs: [
    {
      id: "ORDER_LOG",
      activityTable: "EVENTS",
      caseTable: "ORDERS",
      caseColumn: "ORDER_ID",
      activityColumn: "ACTIVITY",
      timestampColumn: "TS",
    },
  ],
};

/** A model over these tables in which nothing is wrong. */
export const orderModelText = `kind: BASE
metadata: {key: orders-km, displayName: Orders, version: 1.0.0, description: Orders and what happens to them.}
dataModelId: orders
variables:
  - {id: VAR_BIG, displayName: Big order, type: number, value: 1000}
records:
  - id: ORDERS
    displayName: Orders
    description: One row an order.
    pql: '"ORDERS"'
    identifier: {id: ORDER_ID, displayName: Order number, pql: '"ORDERS"."ORDER_ID"', type: string}
    attributes:
      - {id: REGION, displayName: Region, description: Where the order was placed., pql: '"ORDERS"."REGION"', type: string, internalNote: llm_eligible, synonyms: [area, territory]}
      - {id: NET_VALUE, displayName: Net value, description: Value without tax., pql: '"ORDERS"."NET_VALUE"', type: float, unit: EUR, internalNote: llm_eligible}
      - {id: CREATED, displayName: Created, description: When the order was placed., pql: '"ORDERS"."CREATED"', type: date, internalNote: llm_eligible}
    calculatedAttributes:
      - {id: NET_THOUSANDS, displayName: Net value in thousands, description: Net value divided by 1000., pql: '"ORDERS"."NET_VALUE" / 1000.0', type: float}
    flags:
      - {id: BIG, displayName: Big, description: Worth more than the bound., pql: '"ORDERS"."NET_VALUE" > \${VAR_BIG}', internalNote: llm_eligible}
  - id: CUSTOMERS
    displayName: Customers
    description: Who orders.
    pql: '"CUSTOMERS"'
    attributes:
      - {id: NAME, displayName: Customer name, description: Name of the customer., pql: '"CUSTOMERS"."NAME"', type: string, internalNote: llm_eligible}
      - {id: COUNTRY, displayName: Country, description: Country of the customer., pql: '"CUSTOMERS"."COUNTRY"', type: string, internalNote: llm_eligible}
kpis:
  - {id: ORDER_COUNT, displayName: Number of orders, description: How many orders there are., pql: 'COUNT_TABLE("ORDERS")', internalNote: llm_eligible}
  - id: NET_TOTAL
    displayName: Total net value
    description: Sum of the net values.
    pql: SUM("ORDERS"."NET_VALUE")
    format: '#,##0.00'
    unit: EUR
    desiredDirection: UP
    internalNote: llm_eligible
  - {id: NET_AVERAGE, displayName: Average net value, description: Total by number., pql: 'KPI("NET_TOTAL") / KPI("ORDER_COUNT")', internalNote: llm_eligible}
filters:
  - {id: EUROPE, displayName: Europe only, description: Orders of region Europe., pql: 'FILTER "ORDERS"."REGION" = ''Europe'';', internalNote: llm_eligible}
eventLogs:
  - {id: ORDER_LOG, displayName: Order events, description: What happens to orders., activityTable: EVENTS, caseTable: ORDERS, caseColumn: ORDER_ID, activityColumn: ACTIVITY, timestampColumn: TS, internalNote: llm_eligible}
policies:
  - {id: no-names, appliesTo: [{kind: everyone-except-group, value: sales}], rowFilter: '"ORDERS"."REGION" <> ''Secret''', maskedColumns: [CUSTOMERS.NAME]}
`;

function table(
  name: string,
  primaryKey: readonly string[],
  columns: Readonly<Record<string, ColumnType>>,
): TableSchema {
  return { name, primaryKey, columns: new Map(Object.entries(columns)) };
}

function key(parent: string, child: string, column: string) {
  return {
    parent: { table: parent, columns: [column] },
    child: { table: child, columns: [column] },
  };
}
