import { tmpdir } from "node:os";
import { defaultLimits } from "../../base/limits.ts";
import { createDuckDb, DuckDbWarehouse } from "./duckdb-warehouse.ts";
import type { WarehouseLimits } from "./warehouse-limits.ts";

/** A DuckDB in memory after the statements were run on it, for tests. */
export async function duckDbForTests(
  statements: readonly string[],
  limits: Partial<WarehouseLimits> = {},
): Promise<DuckDbWarehouse> {
  const all = { ...defaultLimits, ...limits };
  const instance = await createDuckDb(":memory:", { tempDirectory: tmpdir(), limits: all });
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  return DuckDbWarehouse.over(instance, all);
}
