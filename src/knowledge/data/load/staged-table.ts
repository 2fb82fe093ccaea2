import { asError } from "../../../base/abort.ts";
import type { LoadWorkspace } from "./load-workspace.ts";
import type { StagedRows } from "./staged-rows.ts";

/** The same rows as a table, so that they can be read several times and have an order. */
export async function stagedTable(rows: StagedRows, workspace: LoadWorkspace): Promise<StagedRows> {
  if (rows.isTable) return rows;
  return readInto(rows, async ({ relation, ...read }) => {
    const staged = workspace.newStaged();
    await workspace.run(`CREATE TABLE ${staged} AS SELECT * FROM ${relation}`);
    const { columns, findings } = read;
    const drop = () => workspace.run(`DROP TABLE ${staged}`);
    return { result: { relation: staged, isTable: true, columns, findings }, drop };
  }).then(({ result, findings }) => ({ ...result, findings }));
}

/** What was made of rows, and how to take it back. */
export interface MadeOfRows<Result> {
  readonly result: Result;
  readonly drop: () => Promise<void>;
}

/** Makes something of the rows, again as long as it turns out that they should have been read differently. */
export async function readInto<Result>(
  rows: StagedRows,
  make: (rows: StagedRows) => Promise<MadeOfRows<Result>>,
): Promise<{ readonly result: Result; readonly findings: StagedRows["findings"] }> {
  for (let current = rows; ;) {
    const made = await make(current).catch((thrown: unknown) => {
      const error = asError(thrown);
      throw current.explain?.(error) ?? error;
    });
    const verified = await current.verify?.();
    if (verified === undefined) return { result: made.result, findings: current.findings };
    if (verified.ok) {
      return { result: made.result, findings: [...current.findings, ...verified.findings] };
    }
    await made.drop();
    current = verified.instead;
  }
}
