import type { Clock } from "../../base/clock.ts";
import { assert, Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import { columnTypeOf, scaleOfModifier } from "../warehouse/postgres-types.ts";
import { PostgresWarehouse } from "../warehouse/postgres-warehouse.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { WarehouseLimits } from "../warehouse/warehouse-limits.ts";
import { type DataFinding, dataFinding } from "./data-finding.ts";
import type { ColumnType, DataSchema, TableSchema } from "./data-schema.ts";
import { checkSchema } from "./load/checks/check-schema.ts";
import type { DataModel, DataTable } from "./model/data-model.ts";
import type { OpenedData } from "./open-loaded-data.ts";

export interface WarehouseDataOptions {
  /** Of the connection that the data model names. */
  readonly url: string;
  readonly limits: WarehouseLimits;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The tables of a data model where they are, in PostgreSQL; always as fresh as they are there. */
export async function openWarehouseData(
  model: DataModel,
  { url, limits, clock, signal }: WarehouseDataOptions,
): Promise<OpenedData> {
  const { warehouse: declared } = model;
  assert(declared !== undefined, "the data model names a warehouse");
  const { postgres, schema: where } = declared;
  const warehouse = new PostgresWarehouse({ name: postgres, url, schema: where, limits });
  try {
    const found = await readTables(warehouse, where, signal);
    const tables = new Map<string, TableSchema>();
    const rowCounts = new Map<string, number>();
    const findings: DataFinding[] = [];
    for (const table of model.tables) {
      const there = found.get(table.name);
      if (there === undefined) throw noTable(where, table.name, [...found.keys()]);
      tables.set(table.name, schemaOf(table, there));
      rowCounts.set(table.name, there.rows);
      findings.push(...there.leftOut.map(({ name, type }) => leftOut(table.name, name, type)));
    }
    const { foreignKeys, eventLogs } = model;
    const schema: DataSchema = { tables, foreignKeys, eventLogs };
    for (const { severity, error, reason, resolution } of checkSchema(schema)) {
      if (severity === "error") throw new Refusal("invalid-content", error, reason, resolution);
    }
    return {
      schema,
      warehouse,
      get loadedMs() {
        return clock.now();
      },
      rowCounts,
      findings,
      [Symbol.asyncDispose]: () => warehouse[Symbol.asyncDispose](),
    };
  } catch (error) {
    await warehouse[Symbol.asyncDispose]();
    throw error;
  }
}

interface FoundTable {
  readonly columns: Map<string, ColumnType>;
  /** As many as the statistics of the database say. */
  readonly rows: number;
  /** Columns of types that PQL does not have. */
  readonly leftOut: { readonly name: string; readonly type: string }[];
}

async function readTables(
  warehouse: Warehouse,
  schema: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FoundTable>> {
  const { rows } = await warehouse.query(
    {
      text: `SELECT c.relname::text, greatest(c.reltuples, 0)::bigint, a.attname::text, t.typname::text, a.atttypmod
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
        ORDER BY c.relname, a.attnum`,
      values: [schema],
    },
    signal,
  );
  const tables = new Map<string, FoundTable>();
  for (const [table, count, column, type, modifier] of rows) {
    const name = String(table);
    const known = tables.get(name);
    const found: FoundTable = known ?? { columns: new Map(), rows: Number(count), leftOut: [] };
    if (known === undefined) tables.set(name, found);
    const typeName = String(type);
    if (typesOfPql.has(typeName)) {
      found.columns.set(String(column), columnTypeOf(typeName, scaleOfModifier(Number(modifier))));
    } else {
      found.leftOut.push({ name: String(column), type: typeName });
    }
  }
  return tables;
}

const typesOfPql = new Set([
  "bool",
  "int2",
  "int4",
  "int8",
  "numeric",
  "float4",
  "float8",
  "date",
  "timestamp",
  "timestamptz",
  "text",
  "varchar",
  "bpchar",
]);

function schemaOf(table: DataTable, { columns }: FoundTable): TableSchema {
  const declared = new Set(table.columns.map(({ name }) => name));
  const chosen = [...columns].filter(([name]) => !table.onlyDeclared || declared.has(name));
  return { name: table.name, columns: new Map(chosen), primaryKey: table.primaryKey };
}

function leftOut(table: string, column: string, type: string): DataFinding {
  return dataFinding({
    code: "type-left-out",
    table,
    column,
    error: `"${table}"."${column}" cannot be asked about.`,
    reason: `Expected texts, numbers, dates or booleans; found the type ${type}.`,
    resolution: `Make a view that casts it, such as \`${column}::text\`, if it is needed.`,
  });
}

function noTable(schema: string, table: string, known: readonly string[]): Refusal {
  return new Refusal(
    "not-found",
    `The warehouse has no table "${table}"`,
    `Expected one of ${known.slice(0, 50).join(", ") || "its tables, of which it shows none"} in the schema "${schema}"; found "${table}".`,
    didYouMean(table, known) ||
      "Name one of these; or give the user of the connection the right to see it.",
  );
}
