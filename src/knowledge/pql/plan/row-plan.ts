import type { PqlQuery } from "../query.ts";
import { Scope } from "../sql/scope.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { tablesOf } from "../tables-of.ts";
import type { CheckedColumn } from "./check-query.ts";
import { orderBy, orderKey, paging, type Planned, type PlanParts } from "./paging.ts";

/**
 * Rows of one table. First only the rows of the page are found, by what filters and order need; then the columns are
 * read for them. What the filters leave is kept for counting; without filters the table itself is counted.
 */
export function rowPlan(query: PqlQuery, parts: PlanParts): Planned {
  const { columns, order, filters, run, writer } = parts;
  const used = new Set<string>();
  for (const { expression } of columns) tablesOf(expression, used);
  const names = columns.map((_, index) => `c${index + 1}`);
  if (used.size === 0) return constantPlan(query, columns, writer);
  const table = run.commonTable(used, columns[0]?.expression.span ?? { start: 0, end: 0 });
  filters.checkReach(table);

  const finding = new Scope(writer, table);
  const where = filters.where(finding, writer);
  const keys = order.flatMap(({ index, descending }, position) => {
    const column = columns[index];
    if (column === undefined) return [];
    const name = `o${position + 1}`;
    return [
      {
        sql: `${typed(column, finding, writer)} AS ${name}`,
        key: orderKey(name, column, descending, writer.dialect),
      },
    ];
  });
  const selected = [...keys.map(({ sql }) => sql), `${finding.row} AS "$row"`];
  const found = `SELECT ${selected.join(", ")} FROM ${finding.from()}${where}`;
  const ordered = orderBy([...keys.map(({ key }) => key), '"$row"']);
  const plain = filters.isEmpty && keys.length === 0;
  const inOrder = plain && writer.dialect.scansInOrder && run.schema.tables.has(table);

  const shared = !filters.isEmpty && query.withTotal;
  const source = shared ? "k" : `(${found}) AS k`;
  const page = `(SELECT * FROM ${source}${inOrder ? "" : ordered}${paging(query)}) AS p`;
  const reading = new Scope(writer, table);
  const cells = columns.map(
    (column, index) => `${typed(column, reading, writer)} AS ${names[index] ?? ""}`,
  );
  reading.joinFirst(`JOIN ${page} ON p."$row" = ${reading.row}`);
  const rows = `SELECT ${[...cells, "p.*", "TRUE AS present"].join(", ")} FROM ${reading.from()}`;
  if (!query.withTotal) {
    const body = `SELECT ${names.join(", ")} FROM (${rows}) AS r${ordered}`;
    return { statement: writer.statement(body), tables: [table] };
  }
  const counted = shared ? "k" : new Scope(writer, table).from();
  const body = `SELECT ${names.join(", ")}, total, present FROM (SELECT count(*) AS total FROM ${counted}) AS n LEFT JOIN (${rows}) AS r ON TRUE${ordered}`;
  const further = shared ? [{ name: "k", sql: found, materialized: true }] : [];
  return { statement: writer.statement(body, further), tables: [table] };
}

/** One row of values that no table decides. */
function constantPlan(
  query: PqlQuery,
  columns: readonly CheckedColumn[],
  writer: SqlWriter,
): Planned {
  const scope = new Scope(writer, "");
  const cells = columns.map((column, index) => `${typed(column, scope, writer)} AS c${index + 1}`);
  const names = columns.map((_, index) => `c${index + 1}`);
  const page = `SELECT * FROM (SELECT ${[...cells, "TRUE AS present"].join(", ")}) AS r${paging(query)}`;
  const body = query.withTotal
    ? `SELECT ${names.join(", ")}, total, present FROM (SELECT 1 AS total) AS n LEFT JOIN (${page}) AS p ON TRUE`
    : `SELECT ${names.join(", ")} FROM (${page}) AS p`;
  return { statement: writer.statement(body), tables: [] };
}

function typed({ expression }: CheckedColumn, scope: Scope, writer: SqlWriter): string {
  const sql = scope.expression(expression);
  return expression.type === "NULL" ? writer.dialect.cast(sql, "STRING") : sql;
}
