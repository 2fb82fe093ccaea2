import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";

/** Prepared statements kept for the next use. */
const statementsMax = 200;

/** Milliseconds that a statement waits for another process, such as `slipway token create`, to finish its own. */
const busyTimeoutMs = 5_000;

export interface OpenSqlite {
  readonly database: SqliteDatabase;
  /** A number that changes when another connection has written. */
  otherWrites(): number;
}

/**
 * `node:sqlite` in the form that Kysely's SQLite dialect asks for. WAL with `synchronous=FULL`: when a commit returns,
 * it is on disk.
 */
export function openSqliteDatabase(path: string): OpenSqlite {
  const database = new DatabaseSync(path, {
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
  });
  database.exec("pragma journal_mode = wal");
  database.exec("pragma synchronous = full");
  const statements = new Map<string, SqliteStatement>();
  const version = database.prepare("pragma data_version");
  const adapted: SqliteDatabase = {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = adapt(database.prepare(sql));
      const oldest = statements.keys().next().value;
      if (statements.size >= statementsMax && oldest !== undefined) statements.delete(oldest);
      statements.set(sql, statement);
      return statement;
    },
  };
  return {
    database: adapted,
    otherWrites: onceATurn(() => Number(version.get()?.["data_version"])),
  };
}

/** Asks once for everything that is answered in the same turn of the event loop. */
function onceATurn(ask: () => number): () => number {
  let known: number | undefined;
  const forget = (): void => void (known = undefined);
  return () => {
    if (known !== undefined) return known;
    setImmediate(forget);
    return (known = ask());
  };
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqlValue)),
    run: (parameters) => statement.run(...parameters.map(toSqlValue)),
    iterate: (parameters) => statement.iterate(...parameters.map(toSqlValue)),
  };
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || value instanceof Uint8Array) return value;
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    return value;
  }
  throw new TypeError(`assertion failed: a ${typeof value} cannot be bound to a statement`);
}
