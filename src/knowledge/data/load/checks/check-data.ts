import type { Cell } from "../../../warehouse/warehouse.ts";
import { type DataFinding, dataFinding, duplicateKeysCode } from "../../data-finding.ts";
import type { DataSchema, EventLog, ForeignKey, TableSchema } from "../../data-schema.ts";
import type { LoadWorkspace } from "../load-workspace.ts";
import { quoted } from "../sql-text.ts";

/** Looks through the loaded tables for what makes answers wrong or surprising. */
export async function checkData(
  schema: DataSchema,
  workspace: LoadWorkspace,
  onTable: (table: string) => void,
): Promise<readonly DataFinding[]> {
  const findings: DataFinding[] = [];
  const parentKeys = new Set<string>();
  for (const table of schema.tables.values()) {
    onTable(table.name);
    const count = await workspace.readNumber(`SELECT count(*) FROM ${quoted(table.name)}`);
    if (count === 0) findings.push(emptyTable(table.name));
    if (table.primaryKey.length > 0) {
      parentKeys.add(keyName(table.name, table.primaryKey));
      findings.push(
        ...(await duplicateKeys(table.name, table.primaryKey, "primary key", workspace)),
      );
    }
    findings.push(...(await infiniteValues(table, workspace)));
  }
  for (const key of schema.foreignKeys) {
    const { table, columns } = key.parent;
    if (!parentKeys.has(keyName(table, columns))) {
      parentKeys.add(keyName(table, columns));
      findings.push(...(await duplicateKeys(table, columns, "key", workspace)));
    }
    findings.push(...(await orphanRows(key, workspace)));
  }
  for (const log of schema.eventLogs) {
    findings.push(...(await emptyEventCells(log, workspace)));
    if (log.caseTable !== undefined) {
      findings.push(...(await casesWithoutEvents(log, schema, workspace)));
    }
  }
  return findings;
}

function keyName(table: string, columns: readonly string[]): string {
  return JSON.stringify([table, columns]);
}

function emptyTable(table: string): DataFinding {
  return dataFinding({
    code: "empty-table",
    table,
    count: 0,
    error: `"${table}" has no rows.`,
    reason: "Expected at least one row; found none.",
    resolution: "Check its source, and `required` and `keep` of the table.",
  });
}

/** Rows that share a key make a join count several times, rows without one are joined to nothing. */
async function duplicateKeys(
  table: string,
  columns: readonly string[],
  what: "primary key" | "key",
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const names = columns.map(quoted);
  const key = `the ${what} ${columns.map((name) => `"${name}"`).join(", ")} of "${table}"`;
  const column = columns.join(", ");
  const empty = names.map((name) => `${name} IS NULL`).join(" OR ");
  const findings: DataFinding[] = [];
  const without = await workspace.readNumber(
    `SELECT count(*) FROM ${quoted(table)} WHERE ${empty}`,
  );
  if (without > 0) {
    findings.push(
      dataFinding({
        code: "empty-keys",
        table,
        column,
        count: without,
        error: `${without} rows have no value of ${key}.`,
        reason: "Expected a value in each row.",
        resolution: "Fill them where the rows come from. Until then nothing belongs to these rows.",
      }),
    );
  }
  const grouped = `SELECT ${names.join(", ")}, count(*) AS n FROM ${quoted(table)} WHERE NOT (${empty}) GROUP BY ${names.join(", ")} HAVING n > 1`;
  const count = await workspace.readNumber(`SELECT count(*) FROM (${grouped})`);
  if (count === 0) return findings;
  const examples = await workspace.read(`${grouped} ORDER BY n DESC, ${names.join(", ")} LIMIT 3`);
  findings.push(
    dataFinding({
      code: duplicateKeysCode,
      table,
      column,
      count,
      error: `${count} values of ${key} are there more than once.`,
      reason: `Expected each value once; found ${examples.map(exampleOf).join(", ")}.`,
      resolution:
        "Remove the duplicates where the rows come from. Until then no table is joined to this one by that key, since figures would count several times.",
    }),
  );
  return findings;
}

function exampleOf(row: readonly Cell[]): string {
  const key = row
    .slice(0, -1)
    .map((cell) => (cell === null ? "no value" : `\`${String(cell).slice(0, 60)}\``));
  return `${key.join(" / ")} ${String(row.at(-1))} times`;
}

async function orphanRows(
  { parent, child }: ForeignKey,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const on = child.columns.map(
    (column, index) => `p.${quoted(parent.columns[index] ?? "")} = c.${quoted(column)}`,
  );
  const names = child.columns.map((column) => `c.${quoted(column)}`);
  const orphans = `FROM ${quoted(child.table)} AS c ANTI JOIN ${quoted(parent.table)} AS p ON ${on.join(" AND ")}`;
  const count = await workspace.readNumber(`SELECT count(*) ${orphans}`);
  if (count === 0) return [];
  const examples = await workspace.read(
    `SELECT ${names.join(", ")}, count(*) AS n ${orphans} GROUP BY ${names.join(", ")} ORDER BY n DESC, ${names.join(", ")} LIMIT 3`,
  );
  return [
    dataFinding({
      code: "orphan-rows",
      table: child.table,
      column: child.columns.join(", "),
      count,
      error: `${count} ${count === 1 ? "row" : "rows"} of "${child.table}" belong to no row of "${parent.table}".`,
      reason: `Expected every value of ${child.columns.map((name) => `"${name}"`).join(", ")} among ${parent.columns.map((name) => `"${parent.table}"."${name}"`).join(", ")}; found ${examples.map(exampleOf).join(", ")}.`,
      resolution: `Load the missing rows of "${parent.table}". Attributes of "${parent.table}" are empty for these rows.`,
    }),
  ];
}

async function infiniteValues(
  table: TableSchema,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const floats = [...table.columns].flatMap(([name, type]) => (type === "FLOAT" ? [name] : []));
  if (floats.length === 0) return [];
  const counts = floats.map((name) => `count(*) FILTER (WHERE NOT isfinite(${quoted(name)}))`);
  const [row = []] = await workspace.read(`SELECT ${counts.join(", ")} FROM ${quoted(table.name)}`);
  return floats.flatMap((column, index) => {
    const count = Number(row[index] ?? 0);
    if (count === 0) return [];
    return [
      dataFinding({
        code: "not-finite",
        table: table.name,
        column,
        count,
        error: `${count} ${count === 1 ? "value" : "values"} of "${table.name}"."${column}" ${count === 1 ? "is" : "are"} not finite.`,
        reason: "Expected numbers; found NaN or infinity.",
        resolution: "Correct them where the rows come from: sums and averages over them are empty.",
      }),
    ];
  });
}

async function emptyEventCells(
  log: EventLog,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const columns = [log.caseColumn, log.activityColumn, log.timestampColumn];
  const counts = columns.map((name) => `count(*) FILTER (WHERE ${quoted(name)} IS NULL)`);
  const [row = []] = await workspace.read(
    `SELECT ${counts.join(", ")} FROM ${quoted(log.activityTable)}`,
  );
  return columns.flatMap((column, index) => {
    const count = Number(row[index] ?? 0);
    if (count === 0) return [];
    return [
      dataFinding({
        code: "empty-event-cells",
        table: log.activityTable,
        column,
        count,
        error: `${count} ${count === 1 ? "event has" : "events have"} no "${column}".`,
        reason: `Expected a case, an activity and a timestamp in every row of "${log.activityTable}"; found none there.`,
        resolution: `Complete them, or leave these rows out: \`required: [${JSON.stringify(column)}]\`.`,
      }),
    ];
  });
}

async function casesWithoutEvents(
  log: EventLog,
  schema: DataSchema,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const { caseTable = "", activityTable } = log;
  const key = schema.foreignKeys.find(
    ({ parent, child }) => parent.table === caseTable && child.table === activityTable,
  );
  if (key === undefined) return [];
  const on = key.parent.columns.map(
    (column, index) => `c.${quoted(column)} = a.${quoted(key.child.columns[index] ?? "")}`,
  );
  const count = await workspace.readNumber(
    `SELECT count(*) FROM ${quoted(caseTable)} AS c ANTI JOIN ${quoted(activityTable)} AS a ON ${on.join(" AND ")}`,
  );
  if (count === 0) return [];
  return [
    dataFinding({
      code: "cases-without-events",
      table: caseTable,
      count,
      error: `${count} ${count === 1 ? "case" : "cases"} of "${caseTable}" ${count === 1 ? "has" : "have"} no events.`,
      reason: `Expected at least one row of "${activityTable}" for each; found none.`,
      resolution: `Load their events, or leave the cases out. They count among cases and have no variant.`,
    }),
  ];
}
