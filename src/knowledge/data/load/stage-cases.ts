import { didYouMean } from "../../../base/nearest.ts";
import { type DataFinding, dataFinding } from "../data-finding.ts";
import type { CasesSource, DataTable } from "../model/data-model.ts";
import { conditionsOf } from "./row-conditions.ts";
import type { LoadWorkspace } from "./load-workspace.ts";
import type { StagedColumn, StagedRows } from "./staged-rows.ts";

export interface CasesOrder {
  readonly table: DataTable;
  readonly source: CasesSource;
  readonly parent: DataTable;
  /** Those of the parent. */
  readonly rows: StagedRows;
}

/** A row for each case, in the order in which cases appear, with the first value of each column in it. */
export async function stageCases(
  { table, source, parent, rows }: CasesOrder,
  workspace: LoadWorkspace,
): Promise<StagedRows> {
  const known = rows.columns.map(({ name }) => name);
  const wanted = [source.caseColumn, ...source.columns];
  const missing = wanted.filter((name) => !known.includes(name));
  if (missing.length > 0) {
    const findings = missing.map((name) => unknownColumn(table.name, source.of, name, known));
    return { relation: "", isTable: true, columns: [], findings };
  }
  const columns = wanted.flatMap((name) => rows.columns.filter((column) => column.name === name));
  const [key, ...attributes] = columns;
  if (key === undefined) return { relation: "", isTable: true, columns: [], findings: [] };
  const staged = workspace.newStaged();
  const where = conditionsOf(parent, rows.columns).map(({ sql }) => `(${sql})`);
  const each = attributes.flatMap(({ sql }, at) => [
    `arg_min(${sql}, rowid) AS c${at + 1}`,
    `coalesce(min(${sql}) <> max(${sql}), false) AS v${at + 1}`,
  ]);
  // A case is a group of rows with the same key; rows without a key belong to none.
  await workspace.run(
    `CREATE TABLE ${staged} AS SELECT ${[`${key.sql} AS c0`, ...each].join(", ")} FROM ${rows.relation}
     WHERE ${[`${key.sql} IS NOT NULL`, ...where].join(" AND ")} GROUP BY ${key.sql} ORDER BY min(rowid)`,
  );
  return {
    relation: staged,
    isTable: true,
    columns: columns.map((column, at): StagedColumn => ({ ...column, sql: `c${at}` })),
    findings: await varyingColumns(table, source, staged, workspace),
  };
}

async function varyingColumns(
  table: DataTable,
  source: CasesSource,
  staged: string,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  if (source.columns.length === 0) return [];
  const counts = source.columns.map((_, at) => `count(*) FILTER (WHERE v${at + 1})`);
  const [row = []] = await workspace.read(`SELECT ${counts.join(", ")} FROM ${staged}`);
  return source.columns.flatMap((column, at) => {
    const count = Number(row[at] ?? 0);
    if (count === 0) return [];
    return [
      dataFinding({
        code: "varying-case-column",
        table: table.name,
        column,
        count,
        error: `"${column}" has more than one value in ${count} ${count === 1 ? "case" : "cases"}.`,
        reason: `Expected one value in a case; the first one is kept in "${table.name}".`,
        resolution: `Remove it from \`source.columns\` of "${table.name}"; it then stays in "${source.of}".`,
      }),
    ];
  });
}

function unknownColumn(
  table: string,
  parent: string,
  column: string,
  known: readonly string[],
): DataFinding {
  return dataFinding({
    code: "unknown-column",
    severity: "error",
    table,
    column,
    error: `The source of "${parent}" has no column \`${column}\`.`,
    reason: `Expected one of ${known
      .slice(0, 50)
      .map((name) => `\`${name}\``)
      .join(", ")}; found \`${column}\`.`,
    resolution: didYouMean(column, known) || "Name one of these; names are case-sensitive.",
  });
}
