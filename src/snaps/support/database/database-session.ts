import { throwIfAborted } from "../../../base/abort.ts";
import { toText } from "../../../expr/to-text.ts";
import type { Value } from "../../../expr/value.ts";
import type {
  AnswerPart,
  DatabaseConnection,
  RowsToLoad,
  SqlStatement,
  TableColumn,
} from "./database-driver.ts";
import { DatabaseError } from "./database-error.ts";
import type { DatabaseTarget } from "./database-target.ts";
import type { SqlDialect, TransactionWords } from "./sql-dialect.ts";
import { type NamePart, noTable } from "./table-name.ts";

/** A table that is there: its quoted name, and its columns. */
export interface TableInfo {
  readonly quotedName: string;
  readonly columns: readonly TableColumn[];
}

/** One connection as Snaps work with it: statements, transactions, tables. A server that says nothing is given up. */
export class DatabaseSession {
  readonly dialect: SqlDialect;
  readonly target: DatabaseTarget;
  readonly #connection: DatabaseConnection;
  readonly #signal: AbortSignal;
  readonly #answerMs: number;
  readonly #tables = new Map<string, TableInfo | undefined>();
  #isBroken = false;

  constructor(
    connection: DatabaseConnection,
    parts: {
      readonly dialect: SqlDialect;
      readonly target: DatabaseTarget;
      readonly signal: AbortSignal;
      readonly answerMs: number;
    },
  ) {
    this.#connection = connection;
    this.dialect = parts.dialect;
    this.target = parts.target;
    this.#signal = parts.signal;
    this.#answerMs = parts.answerMs;
  }

  /** Nothing more can be asked of it. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  get canLoad(): boolean {
    return this.#connection.load !== undefined;
  }

  async *query(
    statement: SqlStatement,
    fetchSize = this.target.fetchSize,
  ): AsyncIterable<AnswerPart> {
    const parts = this.#connection.query(statement, fetchSize)[Symbol.asyncIterator]();
    let isOver = false;
    try {
      for (;;) {
        const next = await this.#answer(parts.next());
        isOver = next.done === true;
        if (next.done === true) return;
        yield next.value;
      }
    } catch (thrown) {
      isOver = true;
      throw thrown;
    } finally {
      // Whoever stops early needs no more: the server is not made to send the rest.
      if (!isOver) {
        this.#isBroken = true;
        this.#connection.destroy();
      }
    }
  }

  /** All rows of a result that is known to be small. */
  async rows(statement: SqlStatement): Promise<readonly (readonly Value[])[]> {
    const rows: (readonly Value[])[] = [];
    for await (const part of this.query(statement))
      if (part.kind === "rows") rows.push(...part.rows);
    return rows;
  }

  /** Runs what changes rows, and says how many. */
  async change(statement: SqlStatement): Promise<number> {
    let count = 0;
    for await (const part of this.query(statement))
      if (part.kind === "done") count += part.updateCount ?? 0;
    return count;
  }

  async load(rows: RowsToLoad): Promise<number> {
    const { load } = this.#connection;
    if (load === undefined)
      throw new DatabaseError("other", "The database has no way of its own to load rows.");
    return await this.#answer(load(rows));
  }

  /** A word of the transaction's; false when the server has no such. */
  async say(word: keyof TransactionWords): Promise<boolean> {
    const text = this.dialect.transaction[word];
    if (text === undefined) return false;
    await this.change({ text, values: [] });
    return true;
  }

  /** The table of that name, asked for once; undefined when there is none. */
  async table(parts: readonly NamePart[]): Promise<TableInfo | undefined> {
    const key = JSON.stringify(parts);
    if (!this.#tables.has(key)) this.#tables.set(key, await this.#describe(parts));
    return this.#tables.get(key);
  }

  async requireTable(parts: readonly NamePart[]): Promise<TableInfo> {
    const table = await this.table(parts);
    if (table === undefined) throw noTable(parts);
    return table;
  }

  /** A table was made or dropped. */
  forgetTables(): void {
    this.#tables.clear();
  }

  /** The name in quotes, in the case in which the server would read it. */
  quoted(parts: readonly NamePart[]): string {
    return this.#names(parts, true)
      .map((name) => this.dialect.quote(name))
      .join(".");
  }

  /** Ends the transaction that may be open, and the connection. */
  async close(): Promise<void> {
    if (this.#isBroken) this.#connection.destroy();
    else await this.#answer(this.#connection.close()).catch(() => this.#connection.destroy());
  }

  async #describe(parts: readonly NamePart[]): Promise<TableInfo | undefined> {
    for (const folds of [false, true]) {
      const names = this.#names(parts, folds);
      const rows = await this.rows(this.dialect.describe(names));
      if (rows.length === 0) continue;
      return {
        quotedName: names.map((name) => this.dialect.quote(name)).join("."),
        columns: rows.map(([name, type, nullable, isKey, isGenerated]) => ({
          name: toText(name ?? null),
          type: toText(type ?? null),
          nullable: isYes(nullable),
          isKey: isYes(isKey),
          isGenerated: isYes(isGenerated),
        })),
      };
    }
    return undefined;
  }

  #names(parts: readonly NamePart[], folds: boolean): readonly string[] {
    const { folded = (name: string) => name } = this.dialect;
    return parts.map(({ isQuoted, name }) => (folds && !isQuoted ? folded(name) : name));
  }

  async #answer<T>(answer: Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const seconds = this.#answerMs / 1000;
      reject(
        new DatabaseError(
          "timeout",
          `The server said nothing for ${seconds} seconds (\`databaseAnswerMs\`).`,
        ),
      );
      this.#connection.destroy();
    }, this.#answerMs);
    try {
      return await Promise.race([answer, late]);
    } catch (thrown) {
      throwIfAborted(this.#signal);
      if (thrown instanceof DatabaseError && thrown.endsConnection) this.#isBroken = true;
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isYes(value: Value | undefined): boolean {
  return value === true || value === 1;
}
