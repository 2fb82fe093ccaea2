import type { SqlDialect } from "./sql-dialect.ts";

export const duckDbDialect: SqlDialect = {
  name: "duckdb",
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (index) => `$${index}`,
};
