import { believe } from "../../base/believe.ts";
import { type DuckDbOptions, openDuckDb } from "../warehouse/duckdb-warehouse.ts";
import { type DataFinding, duplicateKeysCode } from "./data-finding.ts";
import type { ForeignKey, TableSchema } from "./data-schema.ts";
import type { LoadedData } from "./loaded-data.ts";
import { parseLoadRecord, readLoadRecordSql } from "./load/load-record.ts";
import type { DataModel } from "./model/data-model.ts";

export interface OpenedData extends LoadedData {
  /** What loading found. */
  readonly findings: readonly DataFinding[];
}

/** Opens what `loadData` made of a data model, for questions. */
export async function openLoadedData(
  file: string,
  model: DataModel,
  options: DuckDbOptions,
): Promise<OpenedData> {
  const warehouse = await openDuckDb(file, options);
  try {
    const statement = { text: readLoadRecordSql, values: [] };
    const { rows } = await warehouse.query(statement, new AbortController().signal);
    const record = parseLoadRecord(String(rows[0]?.[0]));
    const tables = new Map<string, TableSchema>();
    const rowCounts = new Map<string, number>();
    for (const { name, columns, rowCount } of record.tables) {
      const declared = model.tables.find((table) => table.name === name);
      tables.set(name, { name, columns: new Map(columns), primaryKey: declared?.primaryKey ?? [] });
      rowCounts.set(name, rowCount);
    }
    const findings = believe<DataFinding[]>(record.findings);
    const foreignKeys = model.foreignKeys.filter((key) => !hasDuplicates(key, findings));
    return {
      schema: { tables, foreignKeys, eventLogs: model.eventLogs },
      warehouse,
      loadedMs: record.loadedMs,
      rowCounts,
      findings,
      [Symbol.asyncDispose]: () => warehouse[Symbol.asyncDispose](),
    };
  } catch (error) {
    await warehouse[Symbol.asyncDispose]();
    throw error;
  }
}

/** A parent whose key is not one would make figures of its children count several times. */
function hasDuplicates({ parent }: ForeignKey, findings: readonly DataFinding[]): boolean {
  const column = parent.columns.join(", ");
  return findings.some(
    (finding) =>
      finding.code === duplicateKeysCode &&
      finding.table === parent.table &&
      finding.column === column,
  );
}
