import { type Connection, Request } from "tedious";
import type { Value } from "../../../../expr/value.ts";
import type { AnswerPart, DatabaseConnection, SqlStatement } from "../database-driver.ts";
import { PushQueue } from "../push-queue.ts";
import { sqlServerError } from "./sql-server-error.ts";
import { parameterOf, readCell, typeName } from "./sql-server-types.ts";

export class SqlServerConnection implements DatabaseConnection {
  readonly #connection: Connection;
  readonly #end: () => void;

  constructor(connection: Connection, end: () => void) {
    this.#connection = connection;
    this.#end = end;
  }

  async *query(statement: SqlStatement, fetchSize: number): AsyncIterable<AnswerPart> {
    let request: Request | undefined;
    const queue = new PushQueue<AnswerPart>({
      sizeMax: partsWaitingMax,
      pause: () => request?.pause(),
      resume: () => request?.resume(),
    });
    request = this.#request(statement, fetchSize, queue);
    try {
      // Without values it is a batch, in which transactions can begin and end.
      if (statement.values.length === 0) this.#connection.execSqlBatch(request);
      else this.#connection.execSql(request);
      yield* queue;
    } catch (thrown) {
      throw sqlServerError(thrown);
    }
  }

  #request(statement: SqlStatement, fetchSize: number, queue: PushQueue<AnswerPart>): Request {
    let rows: (readonly Value[])[] = [];
    let isReading = false;
    const flush = (): void => {
      if (rows.length > 0) queue.push({ kind: "rows", rows });
      rows = [];
    };
    const done = (rowCount: number | undefined): void => {
      flush();
      if (isReading || rowCount !== undefined) {
        queue.push({ kind: "done", updateCount: isReading ? undefined : rowCount });
      }
      isReading = false;
    };
    const request = new Request(statement.text, (failure) => {
      done(undefined);
      if (failure === undefined || failure === null) queue.end();
      else queue.fail(failure);
    });
    for (const [index, value] of statement.values.entries()) {
      const parameter = parameterOf(value, statement.types?.[index]);
      request.addParameter(`p${index + 1}`, parameter.type, parameter.value);
    }
    request.on("columnMetadata", (columns) => {
      if (!Array.isArray(columns)) return;
      isReading = true;
      queue.push({
        kind: "columns",
        columns: columns.map((column) => ({
          name: column.colName,
          type: typeName(column.type.name),
        })),
      });
    });
    request.on("row", (cells) => {
      if (!Array.isArray(cells)) return;
      rows.push(cells.map((cell) => readCell(cell.value, cell.metadata.type.name)));
      if (rows.length >= fetchSize) flush();
    });
    request.on("done", done);
    request.on("doneInProc", done);
    return request;
  }

  destroy(): void {
    this.#end();
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#connection.on("end", () => resolve());
      this.#connection.close();
    });
    this.#end();
  }
}

const partsWaitingMax = 4;
