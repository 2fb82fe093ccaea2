import type { PqlQuery } from "../query.ts";
import { basesOf } from "./bases.ts";
import { groupedSql } from "./grouped-sql.ts";
import { orderBy, orderKey, paging, type Planned, type PlanParts } from "./paging.ts";

/** KPIs by attributes. The groups are computed once, for the page and for how many there are. */
export function groupedPlan(query: PqlQuery, parts: PlanParts): Planned {
  const { columns, order, filters, run, writer } = parts;
  const bases = basesOf(columns, run);
  for (const base of bases) filters.checkReach(base.table);
  const groups = groupedSql(columns, bases, filters, writer);
  const names = columns.map((_, index) => `c${index + 1}`);
  const asked = new Set(order.map(({ index }) => index));
  const keys = [
    ...order,
    ...columns.flatMap(({ role }, index) =>
      role === "attribute" && !asked.has(index) ? [{ index, descending: false }] : [],
    ),
  ].flatMap(({ index, descending }) => {
    const [name, column] = [names[index], columns[index]];
    return name === undefined || column === undefined
      ? []
      : [orderKey(name, column, descending, writer.dialect)];
  });
  const ordered = orderBy(keys);
  const tables = bases.map((base) => base.table);
  if (!query.withTotal) {
    const body = `SELECT ${names.join(", ")} FROM (${groups}) AS q${ordered}${paging(query)}`;
    return { statement: writer.statement(body), tables };
  }
  const body = `SELECT ${names.join(", ")}, total, present FROM (SELECT count(*) AS total FROM q) AS n LEFT JOIN (SELECT *, TRUE AS present FROM q${ordered}${paging(query)}) AS p ON TRUE${ordered}`;
  return { statement: writer.statement(body, [{ name: "q", sql: groups }]), tables };
}
