import type { Value } from "../../../expr/value.ts";
import type { SqlStatement } from "./database-driver.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** What one document looks up; names are quoted. */
export interface Lookup {
  readonly table: string;
  readonly fields: readonly string[];
  readonly conditions: readonly { readonly column: string; readonly value: Value }[];
}

/**
 * One statement for several lookups: each is a SELECT of its own, which an index serves, and its number is the first
 * column, by which the rows are ordered.
 */
export function lookupStatement(lookups: readonly Lookup[], dialect: SqlDialect): SqlStatement {
  const values: Value[] = [];
  const number = dialect.quote("slipway_number");
  const selects = lookups.map(({ conditions, fields, table }, index) => {
    const where = conditions.map(({ column, value }) => {
      values.push(value);
      return `${column} = ${dialect.placeholder(values.length - 1)}`;
    });
    return `SELECT ${index} AS ${number}, ${fields.join(", ")} FROM ${table} WHERE ${where.join(" AND ")}`;
  });
  return { text: `${selects.join(" UNION ALL ")} ORDER BY 1`, values };
}
