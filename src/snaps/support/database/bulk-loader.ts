import { chunks } from "../../../engine/operators/map-batch.ts";
import type { Document } from "../../../expr/value.ts";
import { commitBatch, writeBatch } from "./batch-writer.ts";
import { createTable } from "./create-table.ts";
import type { TableColumn } from "./database-driver.ts";
import { DatabaseError, databaseFailure } from "./database-error.ts";
import type { DatabaseSession, TableInfo } from "./database-session.ts";
import type { BulkLoadContext } from "./define-bulk-load.ts";
import { columnsOf, insertText, rowOf } from "./insert-rows.ts";
import { SnapSessions } from "./snap-sessions.ts";
import { readTableName } from "./table-name.ts";

interface Opened {
  readonly session: DatabaseSession;
  readonly table: TableInfo;
}

/** Documents that follow each other and fill the same columns. */
interface Group {
  readonly columns: readonly TableColumn[];
  readonly documents: Document[];
  readonly rows: (readonly Document[string][])[];
}

/** Loads parts of a stream, and counts what becomes of every document. */
export class BulkLoader {
  schema: Document | undefined;
  readonly #context: BulkLoadContext;
  readonly #sessions: SnapSessions;
  /** The first document: it says which account and which table. */
  #first: Document | undefined;
  #inserted = 0;
  #failed = 0;

  constructor(context: BulkLoadContext) {
    this.#context = context;
    this.#sessions = new SnapSessions(context);
  }

  /** Loads a part. Documents that are refused have gone to the error behaviour when it resolves. */
  async load(part: readonly Document[]): Promise<void> {
    this.#first ??= part[0] ?? {};
    let groups: readonly Group[] = [];
    try {
      const { table } = await this.#sessions.retried(() => this.#open());
      groups = this.#groups(part, table);
    } catch (thrown) {
      this.#refuse(part, thrown);
    }
    for (const group of groups) await this.#loadGroup(group);
  }

  outcome(): Document {
    return { Status: "Completed", insertedRows: this.#inserted, failedRows: this.#failed };
  }

  async close(): Promise<void> {
    await this.#sessions.close();
  }

  async #open(): Promise<Opened> {
    const first = this.#first ?? {};
    const { createTable: creates, schemaName, tableName } = this.#context.settings;
    const session = await this.#sessions.for(first);
    const name = readTableName(schemaName(first), tableName(first));
    if (creates) await createTable(session, name, first, this.schema);
    return { session, table: await session.requireTable(name) };
  }

  #groups(part: readonly Document[], table: TableInfo): readonly Group[] {
    const groups: Group[] = [];
    let group: Group | undefined;
    let keys: readonly string[] = [];
    let order: readonly string[] = [];
    for (const document of part) {
      try {
        const own = Object.keys(document);
        if (group === undefined || !areEqual(own, keys)) {
          const pairs = columnsOf(document, table);
          group = { columns: pairs.map(({ column }) => column), documents: [], rows: [] };
          keys = own;
          order = pairs.map(({ key }) => key);
          groups.push(group);
        }
        group.documents.push(document);
        group.rows.push(order.map((key) => document[key] ?? null));
      } catch (failure) {
        this.#refuse([document], failure);
      }
    }
    return groups;
  }

  /** Loads the rows, without those that the server names as bad; past a few of them, what is left goes row by row. */
  async #loadGroup({ columns, documents, rows }: Group): Promise<void> {
    const { bulkLoadBadRowsMax } = this.#context.limits;
    let start = 0;
    for (let bad = 0; start < documents.length; bad++) {
      const failure = await this.#tryLoad(rows, columns, start, documents.length);
      if (failure === undefined) return;
      const row =
        failure instanceof DatabaseError && !failure.endsConnection ? failure.row : undefined;
      const at = start + (row ?? 0) - 1;
      if (row === undefined || at >= documents.length || bad >= bulkLoadBadRowsMax) {
        const left = documents.slice(start);
        if (failure instanceof DatabaseError && !failure.endsConnection)
          await this.#insertEach(left);
        else this.#refuse(left, failure);
        return;
      }
      const before = at > start ? await this.#tryLoad(rows, columns, start, at) : undefined;
      if (before !== undefined) this.#refuse(documents.slice(start, at), before);
      this.#refuse(documents.slice(at, at + 1), failure);
      start = at + 1;
    }
  }

  /** Loads some rows in one transaction; what keeps it from that is the answer, and then none of them is there. */
  async #tryLoad(
    rows: Group["rows"],
    columns: readonly TableColumn[],
    start: number,
    end: number,
  ): Promise<unknown> {
    const some = start === 0 && end === rows.length ? rows : rows.slice(start, end);
    try {
      await this.#sessions.retried(async () => {
        const { session, table } = await this.#open();
        if (!session.canLoad || columns.length === 0)
          throw new DatabaseError("other", "Rows go one by one.");
        await session.say("begin");
        try {
          await session.load({
            table: table.quotedName,
            columns: columns.map(({ name }) => session.dialect.quote(name)),
            types: columns.map(({ type }) => type),
            rows: some,
          });
        } catch (thrown) {
          if (!session.isBroken) await session.say("rollback");
          throw thrown;
        }
        await commitBatch(session);
      });
      this.#inserted += some.length;
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  }

  /** By `INSERT`, many rows at once, and those of a batch in which one is bad one by one. */
  async #insertEach(documents: readonly Document[]): Promise<void> {
    for (const part of chunks(documents, this.#context.limits.batchSizeMax)) {
      try {
        const { unwritten, written } = await this.#sessions.retried(async () => {
          const { session, table } = await this.#open();
          const prepared = part.map((document) => rowOf(document, table, session, insertText));
          return await writeBatch(session, prepared, { inTransaction: false });
        });
        this.#inserted += written.length;
        for (const { document, failure } of unwritten) this.#refuse([document], failure);
      } catch (thrown) {
        this.#refuse(part, thrown);
      }
    }
  }

  #refuse(documents: readonly Document[], thrown: unknown): void {
    const failure = databaseFailure(thrown, "The database");
    for (const document of documents) {
      this.#failed++;
      this.#context.reject(document, failure, { rowsLoadedBefore: this.#inserted });
    }
  }
}

/** Documents of a stream mostly have the same keys in the same order. */
function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
