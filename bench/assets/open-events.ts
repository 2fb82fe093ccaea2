import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { assert } from "../../src/base/errors.ts";
import { defaultLimits } from "../../src/base/limits.ts";
import { silentLogger } from "../../src/base/logger.ts";
import type { OpenAsset } from "../../src/control/assets/assets.ts";
import { createKnowledgeBase } from "../../src/knowledge/create-knowledge-base.ts";
import type { DataSchema } from "../../src/knowledge/data/data-schema.ts";
import { readKnowledgeModel } from "../../src/knowledge/model/read/read-knowledge-model.ts";
import { createDuckDb, DuckDbWarehouse } from "../../src/knowledge/warehouse/duckdb-warehouse.ts";
import type { SqlStatement } from "../../src/knowledge/warehouse/warehouse.ts";
import { assetTools } from "../../src/tools/assets/catalog.gen.ts";
import type { AssetToolbox } from "../../src/tools/assets/asset-toolbox.ts";
import { createAssetToolbox } from "../../src/tools/assets/create-asset-toolbox.ts";

/** An asset over generated events, and the same DuckDB without anything around it. */
export interface OpenEvents extends AsyncDisposable {
  readonly asset: OpenAsset;
  readonly toolbox: AssetToolbox;
  readonly raw: DuckDBConnection;
  readonly events: number;
  /** The statements that the last call sent. */
  readonly sent: SqlStatement[];
}

const activities = [
  "Create order",
  "Check credit",
  "Approve",
  "Change price",
  "Reserve goods",
  "Pick",
  "Pack",
  "Ship",
  "Send invoice",
  "Remind",
  "Receive payment",
  "Close",
];

/** Cases of 4 to 12 events that follow the list of activities with skips and repetitions; the same on every machine. */
function statements(events: number): readonly string[] {
  const cases = Math.ceil(events / 8);
  const names = activities.map((name) => `'${name}'`).join(", ");
  return [
    `CREATE TABLE CASES AS SELECT 'c' || i AS CASE_ID,
      ['North', 'South', 'East', 'West', 'Middle'][(hash(i) % 5)::INT + 1] AS REGION,
      'customer ' || (hash(i + 1) % 5000) AS CUSTOMER, (hash(i + 2) % 1000000) / 100 AS NET_VALUE
      FROM range(${cases}) r(i)`,
    `CREATE TABLE EVENTS AS WITH steps AS (
      SELECT i, unnest(range(4 + (hash(i) % 9)::INT)) AS n FROM range(${cases}) r(i))
      SELECT 'c' || i AS CASE_ID, [${names}][(CASE WHEN hash(i, n, 7) % 20 = 0 THEN greatest(n - 1, 0) WHEN hash(i, n, 8) % 25 = 0 THEN least(n + 1, 11) ELSE n END) + 1] AS ACTIVITY,
      TIMESTAMP '2024-01-01' + to_seconds((hash(i, 3) % 31536000 + n * 43200 + hash(i, n, 4) % 40000)::BIGINT) AS TS,
      'u' || (hash(i, n, 5) % 200) AS RESOURCE FROM steps`,
  ];
}

const schema: DataSchema = {
  tables: new Map([
    [
      "CASES",
      {
        name: "CASES",
        primaryKey: ["CASE_ID"],
        columns: new Map([
          ["CASE_ID", "STRING"],
          ["REGION", "STRING"],
          ["CUSTOMER", "STRING"],
          ["NET_VALUE", "FLOAT"],
        ]),
      },
    ],
    [
      "EVENTS",
      {
        name: "EVENTS",
        primaryKey: [],
        columns: new Map([
          ["CASE_ID", "STRING"],
          ["ACTIVITY", "STRING"],
          ["TS", "DATE"],
          ["RESOURCE", "STRING"],
        ]),
      },
    ],
  ]),
  foreignKeys: [
    {
      parent: { table: "CASES", columns: ["CASE_ID"] },
      child: { table: "EVENTS", columns: ["CASE_ID"] },
    },
  ],
  eventLogs: [
    {
      id: "LOG",
      activityTable: "EVENTS",
      caseTable: "CASES",
      caseColumn: "CASE_ID",
      activityColumn: "ACTIVITY",
      timestampColumn: "TS",
    },
  ],
};

const modelText = `
kind: BASE
metadata: {key: events-km, displayName: Events, version: 1.0.0}
dataModelId: events
records:
  - id: CASES
    identifier: {id: CASE_ID, internalNote: llm_eligible}
    attributes:
      - {id: REGION, internalNote: llm_eligible}
      - {id: CUSTOMER, internalNote: llm_eligible}
      - {id: NET_VALUE, internalNote: llm_eligible}
  - id: EVENTS
    attributes:
      - {id: ACTIVITY, internalNote: llm_eligible}
      - {id: TS, internalNote: llm_eligible}
      - {id: RESOURCE, internalNote: llm_eligible}
kpis:
  - {id: NET_TOTAL, pql: 'SUM("CASES"."NET_VALUE")', internalNote: llm_eligible}
  - {id: EVENT_COUNT, pql: 'COUNT_TABLE("EVENTS")', internalNote: llm_eligible}
  - {id: RESOURCES, pql: 'COUNT(DISTINCT "EVENTS"."RESOURCE")', internalNote: llm_eligible}
eventLogs:
  - {id: LOG, activityTable: EVENTS, caseTable: CASES, caseColumn: CASE_ID, activityColumn: ACTIVITY, timestampColumn: TS, internalNote: llm_eligible}
`;

export async function openEvents(directory: string, wanted: number): Promise<OpenEvents> {
  const options = { tempDirectory: directory, limits: defaultLimits };
  const instance = await createDuckDb(join(directory, `events-${wanted}.duckdb`), options);
  const raw = await instance.connect();
  for (const statement of statements(wanted)) await raw.run(statement);
  const events = await countOf(raw);
  const warehouse = await DuckDbWarehouse.over(instance, defaultLimits);
  const sent: SqlStatement[] = [];
  const result = readKnowledgeModel([{ path: "events.yaml", text: modelText }], options);
  assert(result.ok, "the model reads");
  const knowledge = createKnowledgeBase({
    model: result.model,
    data: {
      schema,
      warehouse: {
        dialect: warehouse.dialect,
        query: (statement, signal) => {
          sent.push(statement);
          return warehouse.query(statement, signal);
        },
      },
      loadedMs: 0,
      rowCounts: new Map([["EVENTS", events]]),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    clock: systemClock,
    limits: defaultLimits,
  });
  return {
    asset: assetOver(knowledge),
    toolbox: createAssetToolbox(assetTools, {
      limits: defaultLimits,
      clock: systemClock,
      logger: silentLogger,
    }),
    raw,
    events,
    sent,
    [Symbol.asyncDispose]: () => close(raw, warehouse),
  };
}

async function countOf(raw: DuckDBConnection): Promise<number> {
  const counted = await raw.runAndReadAll("SELECT count(*) FROM EVENTS");
  return Number(counted.getRows()[0]?.[0]);
}

async function close(raw: DuckDBConnection, warehouse: DuckDbWarehouse): Promise<void> {
  raw.closeSync();
  await warehouse[Symbol.asyncDispose]();
}

function assetOver(knowledge: OpenAsset["knowledge"]): OpenAsset {
  return {
    definition: {
      id: "00000000-0000-4000-8000-000000000000",
      key: "events",
      name: "Events",
      description: "",
      knowledgeModel: "events-km",
      rateLimitPerMinute: 500,
      tools: [
        { kind: "load_data", name: "load_data", toolId: "load-data" },
        { kind: "get_variants", name: "get_variants", toolId: "get-variants" },
        { kind: "get_process_graph", name: "get_process_graph", toolId: "get-process-graph" },
      ],
    },
    packageKey: "events",
    orgId: "org",
    version: "1.0.0",
    processModels: { names: [], read: () => Promise.reject(new Error("there is none")) },
    knowledge,
    asker: { name: "bench", groups: [], attributes: { name: "bench" } },
    runActionFlow: () => Promise.reject(new Error("the asset has no action flow")),
  };
}
