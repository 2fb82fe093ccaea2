import { z } from "zod";
import type { DataFinding } from "../data-finding.ts";
import type { DataSchema } from "../data-schema.ts";
import { columnTypes } from "../model/data-model-schema.ts";
import type { LoadWorkspace } from "./load-workspace.ts";
import { textLiteral } from "./sql-text.ts";

/** What is known about a load; it is kept in the file with the rows. */
export interface LoadRecord {
  readonly schema: DataSchema;
  readonly loadedMs: number;
  readonly rowCounts: ReadonlyMap<string, number>;
  readonly findings: readonly DataFinding[];
}

/** In a schema of its own, where no table of a data model can be. */
export const readLoadRecordSql = "SELECT record FROM slipway.load";

export async function writeLoadRecord(
  { schema, loadedMs, rowCounts, findings }: LoadRecord,
  workspace: LoadWorkspace,
): Promise<void> {
  const tables = [...schema.tables.values()].map((table) => ({
    name: table.name,
    columns: [...table.columns],
    rowCount: rowCounts.get(table.name) ?? 0,
  }));
  const record: z.input<typeof recordSchema> = {
    version: 1,
    loadedMs,
    tables,
    findings: [...findings],
  };
  await workspace.run("CREATE SCHEMA slipway");
  await workspace.run("CREATE TABLE slipway.load (record VARCHAR)");
  await workspace.run(`INSERT INTO slipway.load VALUES (${textLiteral(JSON.stringify(record))})`);
}

const recordSchema = z.object({
  version: z.literal(1),
  loadedMs: z.number(),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.tuple([z.string(), z.enum(columnTypes)])),
      rowCount: z.number(),
    }),
  ),
  findings: z.array(z.unknown()),
});

export type StoredLoad = z.output<typeof recordSchema>;

export function parseLoadRecord(text: string): StoredLoad {
  return recordSchema.parse(JSON.parse(text));
}
