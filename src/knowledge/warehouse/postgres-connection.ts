import type { Client, FieldDef } from "pg";
import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import { boundText, type CellReader, cellReader } from "./postgres-cells.ts";
import {
  cancelPostgres,
  connectPostgres,
  explainPostgresError,
  type PostgresOptions,
} from "./postgres-client.ts";
import type { Cell, SqlResult, SqlStatement } from "./warehouse.ts";
import type { WarehouseLimits } from "./warehouse-limits.ts";
import Cursor from "pg-cursor";

/** One connection; it is opened when it is first used, and anew when it broke. */
export class PostgresConnection {
  readonly #options: PostgresOptions;
  readonly #limits: WarehouseLimits;
  #client: Client | undefined;

  constructor(options: PostgresOptions, limits: WarehouseLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  async query(statement: SqlStatement, signal: AbortSignal): Promise<SqlResult> {
    throwIfAborted(signal);
    this.#client ??= await connectPostgres(this.#options, signal);
    const client = this.#client;
    let cancelled: Promise<void> | undefined;
    const cancel = (): void => {
      cancelled = cancelPostgres(client, this.#options).catch(() => this.#drop());
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await this.#read(client, statement);
    } catch (error) {
      const explained = explainPostgresError(this.#options.name, asError(error));
      if (explained instanceof Refusal && explained.code === "unavailable") await this.#drop();
      throwIfAborted(signal);
      throw explained;
    } finally {
      signal.removeEventListener("abort", cancel);
      // The next statement must not be what the server is told to stop.
      await cancelled;
    }
  }

  async close(): Promise<void> {
    await this.#drop();
  }

  async #read(client: Client, { text, values }: SqlStatement): Promise<SqlResult> {
    const { warehouseRowsMax } = this.#limits;
    const cursor = client.query(
      new Cursor<readonly (string | null)[]>(text, values.map(boundText), { rowMode: "array" }),
    );
    const rows: Cell[][] = [];
    let fields: readonly FieldDef[] = [];
    for (;;) {
      const read = await readCursor(cursor);
      if (read.fields.length > 0) fields = read.fields;
      const readers = fields.map(({ dataTypeID }) => cellReader(dataTypeID));
      for (const row of read.rows) {
        rows.push(row.map((cell, at) => (cell === null ? null : cellAt(readers, at, cell))));
      }
      if (rows.length > warehouseRowsMax) {
        await cursor.close();
        throw tooManyRows(warehouseRowsMax);
      }
      if (read.rows.length < cursorRows) break;
    }
    return { columns: fields.map(({ name }) => name), rows };
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}

function cellAt(readers: readonly CellReader[], at: number, text: string): Cell {
  const read = readers[at];
  return read === undefined ? text : read(text);
}

/** Rows that are fetched at once. */
export const cursorRows = 10_000;

export interface CursorRead {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly fields: readonly FieldDef[];
}

/** The next rows, with what is known of their columns. */
export function readCursor(cursor: Cursor<readonly (string | null)[]>): Promise<CursorRead> {
  return new Promise((resolve, reject) => {
    cursor.read(cursorRows, (error, rows, result) => {
      // The types promise an error and a result; there is one of them, and none behind the last row.
      const failed: Error | null | undefined = error;
      const known: { readonly fields: readonly FieldDef[] } | undefined = result;
      if (failed !== null && failed !== undefined) reject(failed);
      else resolve({ rows, fields: known?.fields ?? [] });
    });
  });
}

function tooManyRows(rowsMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The answer has too many rows",
    `It has more than ${rowsMax} rows, the most that \`warehouseRowsMax\` allows.`,
    "Ask for fewer rows: set a limit, group by fewer attributes, or filter.",
  );
}
