import { systemClock } from "../../src/base/clock.ts";
import { assert } from "../../src/base/errors.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import type { ColumnType, DataSchema, TableSchema } from "../../src/knowledge/data/data-schema.ts";
import type { LoadedData } from "../../src/knowledge/data/loaded-data.ts";
import type { KnowledgeModel } from "../../src/knowledge/model/knowledge-model.ts";
import { readKnowledgeModel } from "../../src/knowledge/model/read/read-knowledge-model.ts";
import type { Asker } from "../../src/knowledge/query/asker.ts";
import { indexModel } from "../../src/knowledge/query/model-index.ts";
import { policiesFor } from "../../src/knowledge/query/policies.ts";
import type { QueryParts } from "../../src/knowledge/query/query-parts.ts";
import { duckDbForTests } from "../../src/knowledge/warehouse/duckdb-for-tests.ts";

/** Small tables that have what filters stumble over: nulls, wildcards, quotes, no customer, the end of a day. */
const statements = [
  `CREATE TABLE CUSTOMERS (CUSTOMER_ID VARCHAR, NAME VARCHAR, COUNTRY VARCHAR, CREDIT VARCHAR)`,
  `INSERT INTO CUSTOMERS VALUES ('c1', 'Ada', 'DE', 'good'), ('c2', 'Bob''; DROP TABLE ORDERS; --', 'FR', 'bad'), ('c3', 'Çelik İpek', NULL, 'good')`,
  `CREATE TABLE ORDERS (ORDER_ID VARCHAR, CUSTOMER_ID VARCHAR, REGION VARCHAR, NET_VALUE DOUBLE, QUANTITY BIGINT, CREATED TIMESTAMP, URGENT BOOLEAN)`,
  `INSERT INTO ORDERS VALUES
    ('o1', 'c1', 'North', 100, 1, '2024-01-31 00:00:00', true),
    ('o2', 'c1', 'north', 200, 2, '2024-01-31 23:59:59.999999', false),
    ('o3', 'c2', '100%', 300, 3, '2024-02-01 00:00:00', NULL),
    ('o4', 'c2', '100 apples', 400, NULL, '2024-02-29 12:00:00', true),
    ('o5', 'c3', 'a_b', NULL, 5, '2024-12-31 08:00:00', false),
    ('o6', NULL, 'axb', 600, 6, NULL, true),
    ('o7', 'c3', NULL, 700, 7, '2025-01-01 00:00:00', false),
    ('o8', 'c1', 'back\\slash', 800, 8, '2024-06-15 10:00:00', true)`,
  `CREATE TABLE EVENTS (ORDER_ID VARCHAR, ACTIVITY VARCHAR, TS TIMESTAMP)`,
  `INSERT INTO EVENTS VALUES
    ('o1', 'Create', '2024-01-01 00:00:00'), ('o1', 'Approve', '2024-01-02 00:00:00'), ('o1', 'Ship', '2024-01-05 00:00:00'),
    ('o2', 'Create', '2024-01-03 00:00:00'), ('o2', 'Ship', '2024-01-04 00:00:00'),
    ('o3', 'Create', '2024-01-05 00:00:00'), ('o3', 'Approve', '2024-01-06 00:00:00'), ('o3', 'Ship', '2024-01-11 00:00:00'),
    ('o4', 'Create', '2024-01-07 00:00:00'), ('o4', 'Approve', '2024-01-07 12:00:00'), ('o4', 'Approve', '2024-01-08 00:00:00'), ('o4', 'Ship', '2024-01-17 00:00:00')`,
  `CREATE TABLE UNRELATED (ID VARCHAR, LABEL VARCHAR)`,
  `INSERT INTO UNRELATED VALUES ('u1', 'x')`,
];

const schema: DataSchema = {
  tables: new Map(
    [
      table("CUSTOMERS", ["CUSTOMER_ID"], {
        CUSTOMER_ID: "STRING",
        NAME: "STRING",
        COUNTRY: "STRING",
        CREDIT: "STRING",
      }),
      table("ORDERS", ["ORDER_ID"], {
        ORDER_ID: "STRING",
        CUSTOMER_ID: "STRING",
        REGION: "STRING",
        NET_VALUE: "FLOAT",
        QUANTITY: "INT",
        CREATED: "DATE",
        URGENT: "BOOLEAN",
      }),
      table("EVENTS", [], { ORDER_ID: "STRING", ACTIVITY: "STRING", TS: "DATE" }),
      table("UNRELATED", ["ID"], { ID: "STRING", LABEL: "STRING" }),
    ].map((one) => [one.name, one]),
  ),
  foreignKeys: [
    {
      parent: { table: "CUSTOMERS", columns: ["CUSTOMER_ID"] },
      child: { table: "ORDERS", columns: ["CUSTOMER_ID"] },
    },
    {
      parent: { table: "ORDERS", columns: ["ORDER_ID"] },
      child: { table: "EVENTS", columns: ["ORDER_ID"] },
    },
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

const modelText = `
kind: BASE
metadata: {key: orders-km, displayName: Orders, version: 1.0.0}
dataModelId: orders
variables:
  - {id: BIG, value: 500}
records:
  - id: ORDERS
    identifier: {id: ORDER_ID, internalNote: llm_eligible}
    attributes:
      - {id: REGION, description: Where it was sold., internalNote: llm_eligible}
      - {id: NET_VALUE, format: '#,##0.00', unit: EUR, internalNote: llm_eligible}
      - {id: QUANTITY, internalNote: llm_eligible}
      - {id: CREATED, internalNote: llm_eligible}
      - {id: URGENT, internalNote: llm_eligible}
    calculatedAttributes:
      - {id: APPROVALS, pql: 'PU_COUNT("ORDERS", "EVENTS"."ACTIVITY", "EVENTS"."ACTIVITY" = ''Approve'')', internalNote: llm_eligible}
      - {id: EVENTS_OF_REGION, pql: 'PU_COUNT(DOMAIN_TABLE("ORDERS"."REGION"), "EVENTS"."ACTIVITY")', internalNote: llm_eligible}
      - {id: COURSE, pql: 'VARIANT("EVENTS"."ACTIVITY")', internalNote: llm_eligible}
      - {id: INTERNAL_MARGIN, pql: '"ORDERS"."NET_VALUE" * 0.1'}
    flags:
      - {id: IS_BIG, pql: '"ORDERS"."NET_VALUE" > \${BIG}', internalNote: llm_eligible}
    augmentedAttributes:
      - {id: REVIEW, type: STRING, internalNote: llm_eligible}
  - id: CUSTOMERS
    identifier: {id: CUSTOMER_ID, internalNote: llm_eligible}
    attributes:
      - {id: NAME, internalNote: llm_eligible}
      - {id: COUNTRY, internalNote: llm_eligible}
      - {id: CREDIT, internalNote: llm_eligible}
    calculatedAttributes:
      - {id: CREDIT_UPPER, pql: 'UPPER("CUSTOMERS"."CREDIT")', internalNote: llm_eligible}
  - id: EVENTS
    attributes:
      - {id: ACTIVITY, internalNote: llm_eligible}
      - {id: TS, internalNote: llm_eligible}
  - id: UNRELATED
    attributes:
      - {id: LABEL, internalNote: llm_eligible}
kpis:
  - {id: ORDER_COUNT, displayName: Orders, pql: 'COUNT_TABLE("ORDERS")', internalNote: llm_eligible}
  - {id: NET_TOTAL, displayName: Net value, pql: 'SUM("ORDERS"."NET_VALUE")', format: '#,##0', unit: EUR, desiredDirection: UP, internalNote: llm_eligible}
  - {id: NET_AVERAGE, displayName: Average net value, pql: 'AVG("ORDERS"."NET_VALUE")', unit: EUR, desiredDirection: UP, internalNote: llm_eligible}
  - {id: EVENT_COUNT, displayName: Events, pql: 'COUNT_TABLE("EVENTS")', internalNote: llm_eligible}
  - {id: GOOD_CREDITS, pql: 'COUNT(CASE WHEN "CUSTOMERS"."CREDIT" = ''good'' THEN 1 END)', internalNote: llm_eligible}
  - {id: HIDDEN_KPI, pql: 'MAX("ORDERS"."NET_VALUE")'}
filters:
  - {id: URGENT_ONLY, displayName: Urgent orders, pql: '"ORDERS"."URGENT" = TRUE', internalNote: llm_eligible}
eventLogs:
  - {id: ORDER_LOG, activityTable: EVENTS, caseTable: ORDERS, caseColumn: ORDER_ID, activityColumn: ACTIVITY, timestampColumn: TS, internalNote: llm_eligible}
policies:
  - {id: own-country, appliesTo: [{kind: group, value: regional}], rowFilter: '"CUSTOMERS"."COUNTRY" = ''\${caller.country}'''}
  - {id: no-credit, appliesTo: [{kind: group, value: outside}], maskedColumns: [CUSTOMERS.CREDIT]}
  - {id: no-activities, appliesTo: [{kind: group, value: blind}], maskedColumns: [EVENTS.ACTIVITY]}
  - {id: no-ids, appliesTo: [{kind: group, value: anonymous}], maskedColumns: [ORDERS.ORDER_ID]}
  - {id: no-create, appliesTo: [{kind: group, value: late}], rowFilter: '"EVENTS"."ACTIVITY" <> ''Create'''}
`;

export const orderModel = readModel();

export interface OrdersKnowledge extends QueryParts, AsyncDisposable {
  readonly model: KnowledgeModel;
  readonly data: LoadedData;
}

/** What questions about the orders are answered from. */
export async function ordersKnowledge(limits: Partial<Limits> = {}): Promise<OrdersKnowledge> {
  const warehouse = await duckDbForTests(statements);
  const data: LoadedData = {
    schema,
    warehouse,
    loadedMs: Date.UTC(2026, 10, 21),
    rowCounts: new Map([
      ["CUSTOMERS", 3],
      ["ORDERS", 8],
      ["EVENTS", 12],
      ["UNRELATED", 1],
    ]),
    [Symbol.asyncDispose]: () => warehouse[Symbol.asyncDispose](),
  };
  const index = indexModel(orderModel);
  return {
    model: orderModel,
    index,
    data,
    clock: systemClock,
    limits: { ...defaultLimits, ...limits },
    policiesOf: (asker) => policiesFor(index, schema, asker),
    [Symbol.asyncDispose]: () => data[Symbol.asyncDispose](),
  };
}

export function askerIn(
  groups: readonly string[] = [],
  attributes: Readonly<Record<string, string>> = {},
): Asker {
  return { name: "ada", groups, attributes: { name: "ada", ...attributes } };
}

function table(
  name: string,
  primaryKey: readonly string[],
  columns: Readonly<Record<string, ColumnType>>,
): TableSchema {
  return { name, primaryKey, columns: new Map(Object.entries(columns)) };
}

function readModel(): KnowledgeModel {
  const result = readKnowledgeModel([{ path: "orders.yaml", text: modelText }], {
    limits: defaultLimits,
  });
  assert(result.ok, JSON.stringify(result.findings));
  return result.model;
}
