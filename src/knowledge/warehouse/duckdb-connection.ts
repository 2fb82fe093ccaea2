import type {
  DuckDBConnection as NativeConnection,
  DuckDBPreparedStatement,
} from "@duckdb/node-api";
import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import { bindValues } from "./duckdb-bind.ts";
import { appendRows } from "./duckdb-cells.ts";
import { explainDuckDbError } from "./duckdb-errors.ts";
import type { Cell, SqlResult, SqlStatement } from "./warehouse.ts";
import type { WarehouseLimits } from "./warehouse-limits.ts";

/** One connection; it answers one statement at a time and remembers how it prepared the last ones. */
export class DuckDbConnection {
  readonly #native: NativeConnection;
  readonly #limits: WarehouseLimits;
  /** By text, least recently used first. */
  readonly #prepared = new Map<string, DuckDBPreparedStatement>();

  constructor(native: NativeConnection, limits: WarehouseLimits) {
    this.#native = native;
    this.#limits = limits;
  }

  async query(statement: SqlStatement, signal: AbortSignal): Promise<SqlResult> {
    throwIfAborted(signal);
    const uninterrupt = interruptOn(signal, this.#native);
    try {
      return await this.#read(statement);
    } catch (error) {
      throwIfAborted(signal);
      throw explainDuckDbError(asError(error));
    } finally {
      uninterrupt();
    }
  }

  close(): void {
    for (const statement of this.#prepared.values()) statement.destroySync();
    this.#prepared.clear();
    this.#native.closeSync();
  }

  async #read(statement: SqlStatement): Promise<SqlResult> {
    const prepared = await this.#prepare(statement.text);
    bindValues(prepared, statement.values);
    const result = await prepared.stream();
    const rows: Cell[][] = [];
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      if (rows.length + chunk.rowCount > this.#limits.warehouseRowsMax) {
        await this.#native.run(endsOpenStream);
        throw tooManyRows(this.#limits.warehouseRowsMax);
      }
      appendRows(chunk, rows);
    }
    return { columns: result.columnNames(), rows };
  }

  async #prepare(text: string): Promise<DuckDBPreparedStatement> {
    const known = this.#prepared.get(text);
    const prepared = known ?? (await this.#native.prepare(text));
    this.#prepared.delete(text);
    this.#prepared.set(text, prepared);
    if (this.#prepared.size > this.#limits.warehouseStatementsMax) this.#forgetOldest();
    return prepared;
  }

  #forgetOldest(): void {
    for (const [text, statement] of this.#prepared) {
      this.#prepared.delete(text);
      statement.destroySync();
      return;
    }
  }
}

/** A connection has one open stream at most. */
const endsOpenStream = "SELECT 1";

/**
 * Interrupts what the connection runs when the signal is aborted. Again and again until it is over: the statement may
 * still wait for a thread, and an interrupt before it begins would be lost.
 */
export function interruptOn(signal: AbortSignal, native: NativeConnection): () => void {
  let repeating: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    native.interrupt();
    repeating = setInterval(() => native.interrupt(), interruptIntervalMs);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    signal.removeEventListener("abort", interrupt);
    clearInterval(repeating);
  };
}

const interruptIntervalMs = 5;

function tooManyRows(rowsMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The answer has too many rows",
    `It has more than ${rowsMax} rows, the most that \`warehouseRowsMax\` allows.`,
    "Ask for fewer rows: set a limit, group by fewer attributes, or filter.",
  );
}
