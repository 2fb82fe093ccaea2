import type { LoadWorkspace } from "../load/load-workspace.ts";
import { quoted } from "../load/sql-text.ts";
import type { StagedColumn } from "../load/staged-rows.ts";

/** The columns of what stands behind FROM. */
export async function describeRelation(
  workspace: LoadWorkspace,
  relation: string,
): Promise<readonly StagedColumn[]> {
  const rows = await workspace.read(`DESCRIBE SELECT * FROM ${relation}`);
  return rows.map(([name, type]) => ({
    name: String(name),
    type: String(type),
    sql: quoted(String(name)),
  }));
}
