import type { LoadWorkspace } from "./load-workspace.ts";
import type { StagedRows } from "./staged-rows.ts";

/** The same rows as a table, so that they can be read several times and have an order. */
export async function stagedTable(rows: StagedRows, workspace: LoadWorkspace): Promise<StagedRows> {
  if (rows.isTable) return rows;
  const staged = workspace.newStaged();
  await workspace.run(`CREATE TABLE ${staged} AS SELECT * FROM ${rows.relation}`);
  return { ...rows, relation: staged, isTable: true };
}
