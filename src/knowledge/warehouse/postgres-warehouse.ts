import { withDeadline } from "./deadline.ts";
import { Pool } from "./pool.ts";
import { PostgresConnection } from "./postgres-connection.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import type { SqlResult, SqlStatement, Warehouse } from "./warehouse.ts";
import type { WarehouseLimits } from "./warehouse-limits.ts";

export interface PostgresWarehouseOptions {
  /** Name of the connection, for messages. */
  readonly name: string;
  readonly url: string;
  /** Where its tables are; what the server says when absent. */
  readonly schema?: string;
  readonly limits: WarehouseLimits;
}

/** PostgreSQL, asked over a few connections that only read. */
export class PostgresWarehouse implements Warehouse, AsyncDisposable {
  readonly dialect = postgresDialect;
  readonly #connections: readonly PostgresConnection[];
  readonly #pool: Pool<PostgresConnection>;
  readonly #limits: WarehouseLimits;
  readonly #running = new Set<Promise<unknown>>();

  constructor({ name, url, schema, limits }: PostgresWarehouseOptions) {
    this.#limits = limits;
    const statementTimeoutMs = limits.warehouseQueryTimeoutMs;
    const where = { name, url, statementTimeoutMs, ...(schema === undefined ? {} : { schema }) };
    this.#connections = Array.from(
      { length: limits.warehouseConnectionsMax },
      () => new PostgresConnection(where, limits),
    );
    this.#pool = new Pool(this.#connections, limits.warehouseQueriesQueuedMax);
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
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }
}
