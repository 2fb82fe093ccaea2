import { DuckDBInstance } from "@duckdb/node-api";
import { join } from "node:path";
import { withDeadline } from "./deadline.ts";
import { DuckDbConnection } from "./duckdb-connection.ts";
import { duckDbDialect } from "./duckdb-dialect.ts";
import { Pool } from "./pool.ts";
import type { SqlResult, SqlStatement, Warehouse } from "./warehouse.ts";
import { threadsOf, type WarehouseLimits } from "./warehouse-limits.ts";

export interface DuckDbOptions {
  /** Where queries that need more memory than they may use put what they compute; a folder of its own is made in it. */
  readonly tempDirectory: string;
  readonly limits: WarehouseLimits;
}

/** Opens a DuckDB file for reading. Any number of processes may have it open. */
export async function openDuckDb(file: string, options: DuckDbOptions): Promise<DuckDbWarehouse> {
  const instance = await createDuckDb(file, options, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  for (const setting of lock) await connection.run(setting);
  connection.closeSync();
  return DuckDbWarehouse.over(instance, options.limits);
}

/** A DuckDB that keeps to the limits, of a file or in memory. */
export async function createDuckDb(
  file: string,
  options: DuckDbOptions,
  settings: Readonly<Record<string, string>> = {},
): Promise<DuckDBInstance> {
  opened++;
  const instance = await DuckDBInstance.create(file, {
    ...settings,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    memory_limit: `${options.limits.warehouseMemoryMibMax}MiB`,
    threads: String(threadsOf(options.limits)),
    temp_directory: join(options.tempDirectory, `duckdb-${process.pid}-${opened}`),
  });
  const connection = await instance.connect();
  // Given at creation, DuckDB shows this setting and does not keep to it.
  await connection.run(`SET max_temp_directory_size = '${options.limits.warehouseSpillMibMax}MiB'`);
  connection.closeSync();
  return instance;
}

/** Two instances that shared a folder would overwrite each other's files. */
let opened = 0;

/** No file, no network, no extension; and no statement can change that. */
const lock = ["SET enable_external_access = false", "SET lock_configuration = true"];

/** A DuckDB with several connections, so that questions are answered side by side. */
export class DuckDbWarehouse implements Warehouse, AsyncDisposable {
  readonly dialect = duckDbDialect;
  readonly #instance: DuckDBInstance;
  readonly #connections: readonly DuckDbConnection[];
  readonly #pool: Pool<DuckDbConnection>;
  readonly #limits: WarehouseLimits;
  readonly #running = new Set<Promise<unknown>>();

  static async over(instance: DuckDBInstance, limits: WarehouseLimits): Promise<DuckDbWarehouse> {
    const connections: DuckDbConnection[] = [];
    for (let count = 0; count < limits.warehouseConnectionsMax; count++) {
      connections.push(new DuckDbConnection(await instance.connect(), limits));
    }
    return new DuckDbWarehouse(instance, connections, limits);
  }

  private constructor(
    instance: DuckDBInstance,
    connections: readonly DuckDbConnection[],
    limits: WarehouseLimits,
  ) {
    this.#instance = instance;
    this.#connections = connections;
    this.#limits = limits;
    this.#pool = new Pool(connections, limits.warehouseQueriesQueuedMax);
  }

  async query(statement: SqlStatement, signal: AbortSignal): Promise<SqlResult> {
    const answer = withDeadline(signal, this.#limits.warehouseQueryTimeoutMs, (inner) =>
      this.#pool.use(inner, (connection) => connection.query(statement, inner)),
    );
    this.#running.add(answer);
    try {
      return await answer;
    } finally {
      this.#running.delete(answer);
    }
  }

  /** Waits for the questions under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#running);
    for (const connection of this.#connections) connection.close();
    this.#instance.closeSync();
  }
}
