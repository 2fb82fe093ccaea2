import type { Connection, FieldPacket, ResultSetHeader } from "mysql2";
import type { Value } from "../../../../expr/value.ts";
import { PushQueue } from "../push-queue.ts";
import type { AnswerPart, DatabaseConnection, SqlStatement } from "../database-driver.ts";
import { DatabaseError } from "../database-error.ts";
import { mysqlError } from "./mysql-error.ts";
import { boundValue, type ReadCell, readerOf, typeName } from "./mysql-types.ts";

export class MysqlConnection implements DatabaseConnection {
  readonly #connection: Connection;
  readonly #end: () => void;
  #waiting: PushQueue<AnswerPart> | undefined;

  constructor(connection: Connection, end: () => void) {
    this.#connection = connection;
    this.#end = end;
    // The client tells a broken connection to itself, and not to the statement that waits.
    connection.on("error", (failure) => this.#waiting?.fail(failure));
  }

  async *query(statement: SqlStatement, fetchSize: number): AsyncIterable<AnswerPart> {
    const queue = new PushQueue<AnswerPart>({
      sizeMax: partsWaitingMax,
      pause: () => this.#connection.pause(),
      resume: () => this.#connection.resume(),
    });
    this.#waiting = queue;
    this.#start(statement, fetchSize, queue);
    try {
      yield* queue;
    } catch (thrown) {
      throw mysqlError(thrown);
    }
  }

  #start(
    { text, values, types }: SqlStatement,
    fetchSize: number,
    queue: PushQueue<AnswerPart>,
  ): void {
    const bound = values.map((value, index) => boundValue(value, types?.[index]));
    // What needs no values is sent as it is: not every statement can be prepared.
    const command =
      bound.length === 0 ? this.#connection.query(text) : this.#connection.execute(text, bound);
    let readers: readonly ReadCell[] = [];
    let rows: (readonly Value[])[] = [];
    let isReading = false;
    const flush = (): void => {
      if (rows.length > 0) queue.push({ kind: "rows", rows });
      rows = [];
    };
    const endPart = (updateCount: number | undefined): void => {
      flush();
      if (isReading || updateCount !== undefined) queue.push({ kind: "done", updateCount });
      isReading = false;
    };
    command.on("fields", (fields: readonly FieldPacket[] | undefined) => {
      endPart(undefined);
      if (fields === undefined) return;
      isReading = true;
      readers = fields.map(readerOf);
      queue.push({
        kind: "columns",
        columns: fields.map((field) => ({ name: field.name, type: typeName(field) })),
      });
    });
    command.on("result", (row: readonly unknown[] | ResultSetHeader) => {
      if ("affectedRows" in row) {
        endPart(row.affectedRows);
        return;
      }
      rows.push(
        row.map((cell, index) => (cell === null ? null : (readers[index]?.(cell) ?? null))),
      );
      if (rows.length >= fetchSize) flush();
    });
    command.on("error", (failure) => queue.fail(failure));
    command.on("end", () => {
      endPart(undefined);
      queue.end();
    });
  }

  destroy(): void {
    this.#connection.destroy();
    this.#end();
    this.#waiting?.fail(new DatabaseError("connection", "The connection was given up."));
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#connection.end(() => resolve()));
    this.#end();
  }
}

const partsWaitingMax = 4;
