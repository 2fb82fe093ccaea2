import { finished } from "node:stream/promises";
import type { Client, QueryResult } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import Cursor from "pg-cursor";
import type { Value } from "../../../../expr/value.ts";
import type {
  AnswerPart,
  DatabaseConnection,
  RowsToLoad,
  SqlStatement,
} from "../database-driver.ts";
import { copyLine } from "./copy-line.ts";
import { postgresError } from "./postgres-error.ts";
import { type ReadText, readerOf, typeNames } from "./postgres-types.ts";
import { boundValue } from "./bound-value.ts";

/** Every value as the text that the server sends. */
const textTypes = { getTypeParser: () => (text: string) => text };
const config = { rowMode: "array", types: textTypes } as const;

export class PostgresConnection implements DatabaseConnection {
  readonly #client: Client;
  readonly #end: () => void;

  constructor(client: Client, end: () => void) {
    this.#client = client;
    this.#end = end;
  }

  async *query(statement: SqlStatement, fetchSize: number): AsyncIterable<AnswerPart> {
    const values = statement.values.map((value, index) =>
      boundValue(value, statement.types?.[index]),
    );
    const cursor = this.#client.query(
      new Cursor<readonly (string | null)[]>(statement.text, values, config),
    );
    let readers: readonly ReadText[] | undefined;
    try {
      for (;;) {
        const { rows, result } = await read(cursor, fetchSize);
        if (readers === undefined) {
          readers = result.fields.map(({ dataTypeID }) => readerOf(dataTypeID));
          if (readers.length > 0) yield { kind: "columns", columns: columnsOf(result) };
        }
        const known = readers;
        if (rows.length > 0) yield { kind: "rows", rows: rows.map((row) => valuesOf(row, known)) };
        if (rows.length >= fetchSize) continue;
        yield { kind: "done", updateCount: updateCountOf(result) };
        return;
      }
    } catch (thrown) {
      throw postgresError(thrown);
    }
  }

  readonly load = async ({ columns, rows, table, types }: RowsToLoad): Promise<number> => {
    let lines = "";
    for (const row of rows) lines += copyLine(row, types);
    const stream = this.#client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
    try {
      stream.end(Buffer.from(lines, "utf8"));
      await finished(stream);
      return stream.rowCount;
    } catch (thrown) {
      throw postgresError(thrown);
    }
  };

  destroy(): void {
    this.#end();
  }

  async close(): Promise<void> {
    try {
      await this.#client.end();
    } catch {
      // It is gone already.
    } finally {
      this.#end();
    }
  }
}

type TextRow = readonly (string | null)[];

function read(
  cursor: Cursor<TextRow>,
  rowsMax: number,
): Promise<{ readonly rows: readonly TextRow[]; readonly result: QueryResult }> {
  return new Promise((resolve, reject) => {
    cursor.read(rowsMax, (failure, rows, result) => {
      if (failure instanceof Error) reject(failure);
      else resolve({ rows, result });
    });
  });
}

function columnsOf({ fields }: QueryResult) {
  return fields.map(({ name, dataTypeID }) => ({ name, type: typeNames[dataTypeID] ?? "text" }));
}

function valuesOf(row: TextRow, readers: readonly ReadText[]): readonly Value[] {
  return row.map((text, index) => (text === null ? null : (readers[index]?.(text) ?? text)));
}

/** Undefined for what reads; 0 for what changes no rows, such as `CREATE TABLE`. */
function updateCountOf({ command, rowCount }: QueryResult): number | undefined {
  return ["SELECT", "SHOW", "FETCH", "EXPLAIN", "VALUES"].includes(command)
    ? undefined
    : (rowCount ?? 0);
}
