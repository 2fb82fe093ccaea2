import { hasErrors } from "../../../base/finding.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { Cell } from "../../warehouse/warehouse.ts";
import { type DataFinding, dataFinding } from "../data-finding.ts";
import type { TableSchema } from "../data-schema.ts";
import type { ColumnDeclaration, DataTable } from "../model/data-model.ts";
import { sameName } from "../model/check-references.ts";
import { type ColumnExpression, columnExpression, storedTypes } from "./column-expression.ts";
import { tooManyColumns, tooManyRows } from "./load-refusals.ts";
import type { LoadWorkspace } from "./load-workspace.ts";
import { conditionsOf, type RowCondition } from "./row-conditions.ts";
import { quoted } from "./sql-text.ts";
import { readInto, stagedTable } from "./staged-table.ts";
import type { StagedColumn, StagedRows } from "./staged-rows.ts";

export interface ArrangeOrder {
  readonly table: DataTable;
  readonly rows: StagedRows;
  /** Columns by their final names that the rows lie in order of; as they were read when there are none. */
  readonly sortBy: readonly string[];
  /** Columns by their names in the source that are another table's. */
  readonly moved: ReadonlySet<string>;
}

export interface ArrangedTable {
  readonly schema: TableSchema;
  readonly rowCount: number;
  readonly findings: readonly DataFinding[];
}

/** Makes rows as they were read a table of the data model: its columns, their types, which rows, in which order. */
export async function arrangeTable(
  order: ArrangeOrder,
  workspace: LoadWorkspace,
): Promise<ArrangedTable> {
  const { table } = order;
  const chosen = chooseColumns(order, order.rows);
  if (hasErrors(chosen.findings)) {
    return { schema: schemaOf(table, []), rowCount: 0, findings: chosen.findings };
  }
  const { dataColumnsMax, dataRowsMax } = workspace.limits;
  if (chosen.columns.length > dataColumnsMax) throw tooManyColumns(table.name, dataColumnsMax);
  const readTwice =
    order.sortBy.length > 0 ||
    table.required.length > 0 ||
    table.keep.length > 0 ||
    chosen.columns.some(({ value }) => value.fallible);
  const rows = readTwice ? await stagedTable(order.rows, workspace) : order.rows;
  const name = `main.${quoted(table.name)}`;
  const { result: columns, findings } = await readInto(rows, async (read) => {
    const { columns: made } = chooseColumns(order, read);
    await workspace.run(`CREATE TABLE ${name} AS ${selectOf(table, made, read, order.sortBy)}`);
    return { result: made, drop: () => workspace.run(`DROP TABLE ${name}`) };
  });
  const where = conditionsOf(table, rows.columns);
  const more = rows.isTable
    ? [
        ...(await unfitValues(table, columns, rows, workspace)),
        ...(await leftOutRows(table, where, rows, workspace)),
      ]
    : [];
  if (readTwice && rows !== order.rows) await workspace.run(`DROP TABLE ${rows.relation}`);
  const rowCount = await workspace.readNumber(`SELECT count(*) FROM ${name}`);
  if (rowCount > dataRowsMax) throw tooManyRows(table.name, dataRowsMax);
  return { schema: schemaOf(table, columns), rowCount, findings: [...findings, ...more] };
}

function selectOf(
  table: DataTable,
  columns: readonly ChosenColumn[],
  rows: StagedRows,
  sortBy: readonly string[],
): string {
  const select = columns.map(
    ({ name, value }) => `CAST(${value.sql} AS ${storedTypes[value.type]}) AS ${quoted(name)}`,
  );
  const where = conditionsOf(table, rows.columns).map(({ sql }) => `(${sql})`);
  const filter = where.length === 0 ? "" : ` WHERE ${where.join(" AND ")}`;
  return `SELECT ${select.join(", ")} FROM ${rows.relation} AS source${filter}${sortTerms(sortBy, columns)}`;
}

interface ChosenColumn {
  readonly name: string;
  readonly source: StagedColumn;
  readonly value: ColumnExpression;
}

function schemaOf(table: DataTable, columns: readonly ChosenColumn[]): TableSchema {
  return {
    name: table.name,
    columns: new Map(columns.map(({ name, value }) => [name, value.type])),
    primaryKey: table.primaryKey,
  };
}

function chooseColumns(
  { table, moved }: ArrangeOrder,
  rows: StagedRows,
): {
  readonly columns: readonly ChosenColumn[];
  readonly findings: readonly DataFinding[];
} {
  const known = rows.columns.map(({ name }) => name);
  const declared = new Map(table.columns.map((column) => [column.name, column]));
  const findings: DataFinding[] = [];
  for (const { name } of table.columns) {
    if (!known.includes(name)) findings.push(unknownColumn(table.name, name, known));
  }
  const columns: ChosenColumn[] = [];
  for (const source of rows.columns) {
    const declaration: ColumnDeclaration | undefined = declared.get(source.name);
    if (moved.has(source.name) || (table.onlyDeclared && declaration === undefined)) continue;
    const name = declaration?.rename ?? source.name;
    const twin = columns.find((column) => sameName(column.name, name));
    if (twin !== undefined) findings.push(takenName(table.name, name, twin));
    columns.push({ name, source, value: columnExpression(source, declaration) });
  }
  const finals = columns.map(({ name }) => name);
  for (const name of [...table.primaryKey, ...table.required, ...table.keep.map((k) => k.column)]) {
    if (!finals.includes(name)) findings.push(unknownColumn(table.name, name, finals));
  }
  if (columns.length === 0 && findings.length === 0) findings.push(noColumns(table.name));
  return { columns, findings };
}

/** `rowid` last: what is equal stays in the order in which it was read. */
function sortTerms(sortBy: readonly string[], columns: readonly ChosenColumn[]): string {
  if (sortBy.length === 0) return "";
  const terms = sortBy.flatMap((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    return column === undefined ? [] : [`${column.value.sql} NULLS LAST`];
  });
  return ` ORDER BY ${[...terms, "source.rowid"].join(", ")}`;
}

async function unfitValues(
  table: DataTable,
  columns: readonly ChosenColumn[],
  rows: StagedRows,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const fallible = columns.filter(({ value }) => value.fallible);
  if (fallible.length === 0) return [];
  const unfit = ({ source, value }: ChosenColumn): string =>
    `(${source.sql} IS NOT NULL AND ${source.type === "VARCHAR" ? `trim(${source.sql}) <> '' AND ` : ""}(${value.sql}) IS NULL)`;
  const [counts = []] = await workspace.read(
    `SELECT ${fallible.map((column) => `count(*) FILTER (WHERE ${unfit(column)})`).join(", ")} FROM ${rows.relation}`,
  );
  const findings: DataFinding[] = [];
  for (const [index, column] of fallible.entries()) {
    const count = Number(counts[index] ?? 0);
    if (count === 0) continue;
    const examples = await workspace.read(
      `SELECT DISTINCT CAST(${column.source.sql} AS VARCHAR) FROM ${rows.relation} WHERE ${unfit(column)} LIMIT 3`,
    );
    findings.push(
      unfitColumn(
        table.name,
        column,
        count,
        examples.map(([value]) => value ?? ""),
      ),
    );
  }
  return findings;
}

async function leftOutRows(
  table: DataTable,
  where: readonly RowCondition[],
  rows: StagedRows,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  if (where.length === 0) return [];
  const [counts = []] = await workspace.read(
    `SELECT ${where.map(({ sql }) => `count(*) FILTER (WHERE (${sql}) IS NOT TRUE)`).join(", ")} FROM ${rows.relation}`,
  );
  return where.flatMap(({ column, says }, index) => {
    const count = Number(counts[index] ?? 0);
    return count === 0 ? [] : [leftOut(table.name, column, count, says)];
  });
}

function unknownColumn(table: string, column: string, known: readonly string[]): DataFinding {
  const list = known.slice(0, 50).map((name) => `\`${name}\``);
  return dataFinding({
    code: "unknown-column",
    severity: "error",
    table,
    column,
    error: `"${table}" has no column \`${column}\`.`,
    reason: `Expected one of ${list.join(", ")}${known.length > 50 ? ` and ${known.length - 50} more` : ""}; found \`${column}\`.`,
    resolution: didYouMean(column, known) || "Name one of these; names are case-sensitive.",
  });
}

function takenName(table: string, name: string, twin: ChosenColumn): DataFinding {
  return dataFinding({
    code: "duplicate-name",
    severity: "error",
    table,
    column: name,
    error: `"${table}" has two columns \`${name}\`.`,
    reason: `Expected names that differ by more than capitals; found \`${twin.name}\` too.`,
    resolution: "Give one of them another name with `rename`, or leave it out with `onlyDeclared`.",
  });
}

function noColumns(table: string): DataFinding {
  return dataFinding({
    code: "no-columns",
    severity: "error",
    table,
    error: `"${table}" has no columns.`,
    reason: "Expected at least one column in its source; found none.",
    resolution: "Check that the file is whole and that `source` reads it as it is written.",
  });
}

function unfitColumn(
  table: string,
  { name, value, source }: ChosenColumn,
  count: number,
  examples: readonly Cell[],
): DataFinding {
  const shown = examples.map((example) => `\`${String(example).slice(0, 60)}\``).join(", ");
  return dataFinding({
    code: "unfit-values",
    table,
    column: name,
    count,
    error: `${count} ${count === 1 ? "value" : "values"} of "${table}"."${name}" ${count === 1 ? "is" : "are"} no ${value.type} and empty now.`,
    reason: `Expected ${value.type}; found ${shown}${source.type === "VARCHAR" ? "" : ` (${source.type})`}.`,
    resolution:
      value.type === "DATE"
        ? "Say how the dates are written with `format`, such as `%d.%m.%Y %H:%M:%S`, or declare it a STRING."
        : 'Correct the values, or declare the column a STRING; for numbers such as `1.234,5` add `decimal: ","`.',
  });
}

function leftOut(table: string, column: string, count: number, says: string): DataFinding {
  return dataFinding({
    code: "rows-left-out",
    table,
    column,
    count,
    error: `${count} ${count === 1 ? "row" : "rows"} of "${table}" ${count === 1 ? "was" : "were"} left out.`,
    reason: says,
    resolution: "Nothing, if that is meant; else correct `required` and `keep` of the table.",
  });
}
