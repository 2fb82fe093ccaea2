import type { Emission } from "../../../engine/batch.ts";
import { chunks } from "../../../engine/operators/map-batch.ts";
import { documentsOf } from "../../../engine/operators/items.ts";
import type { Operator, SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import { type BatchOutcome, type RowWrite, writeBatch } from "./batch-writer.ts";
import { DatabaseError, databaseFailure } from "./database-error.ts";
import type { DatabaseSession } from "./database-session.ts";
import { type Retries, SnapSessions } from "./snap-sessions.ts";

/** What a document wants written. Throws what is wrong with the document. */
export type PrepareRow = (document: Document, session: DatabaseSession) => Promise<RowWrite>;

export interface WriteOptions {
  readonly prepare: PrepareRow;
  /** Runs once without an input view, for an empty document. */
  readonly onceWithoutInput?: boolean;
  /** Before the first document of each connection. */
  readonly start?: (
    session: DatabaseSession,
    first: Document,
    schema: Document | undefined,
  ) => Promise<void>;
}

/**
 * For Snaps that write: every document is written and comes out as `{ Status, original }`, or goes to the error view.
 * With the account's `autoCommit` each batch is committed before its documents come out; without, all is at the end.
 */
export function writeOperator(context: SnapContext<Retries>, options: WriteOptions): Operator {
  return async function* written({ inputs: [input, schemaInput] }): AsyncIterable<Emission> {
    const writer = new Writer(context, options);
    try {
      if (schemaInput !== undefined) {
        for await (const [first] of documentsOf(schemaInput)) writer.schema ??= first;
      }
      if (input === undefined) {
        if (options.onceWithoutInput === true) yield* writer.write([{}]);
      } else {
        for await (const batch of documentsOf(input)) yield* writer.write(batch);
      }
      await writer.commit();
    } finally {
      await writer.close();
    }
  };
}

class Writer {
  schema: Document | undefined;
  readonly #context: SnapContext<Retries>;
  readonly #options: WriteOptions;
  readonly #sessions: SnapSessions;
  /** The connection that was started, and the one whose transaction is open. */
  #started: DatabaseSession | undefined;
  #open: DatabaseSession | undefined;
  #uncommitted = 0;

  constructor(context: SnapContext<Retries>, options: WriteOptions) {
    this.#context = context;
    this.#options = options;
    this.#sessions = new SnapSessions(context);
  }

  async *write(batch: readonly Document[]): AsyncIterable<Emission> {
    let rest = batch;
    while (rest.length > 0) {
      const part = await this.#take(rest);
      rest = rest.slice(part.length);
      const { unwritten, written } = await this.#writePart(part);
      const items = written.map(({ count, document }): Document => ({
        Status: count,
        original: document,
      }));
      if (this.#context.outputs.length > 0) {
        for (const some of chunks(items, this.#context.limits.batchSizeMax))
          yield { view: 0, items: some };
      }
      for (const { document, failure } of unwritten) this.#context.reject(document, failure);
    }
  }

  async commit(): Promise<void> {
    const session = this.#open;
    if (session === undefined) return;
    this.#open = undefined;
    try {
      await session.say("commit");
    } catch (thrown) {
      throw this.#lost(thrown);
    }
  }

  /** Closing without a commit undoes what is open. */
  async close(): Promise<void> {
    await this.#sessions.close();
  }

  /** As many documents as one batch of the account takes. */
  async #take(documents: readonly Document[]): Promise<readonly Document[]> {
    const alike = await this.#sessions.leading(documents);
    try {
      const session = await this.#sessions.for(alike[0] ?? {});
      return alike.slice(0, session.target.batchSize);
    } catch {
      // What is wrong with the connection is told when the documents are written.
      return alike;
    }
  }

  async #writePart(part: readonly Document[]): Promise<BatchOutcome> {
    const [first = {}] = part;
    let database = "";
    const work = async (): Promise<BatchOutcome> => {
      const session = await this.#session(first);
      database = session.dialect.label;
      const { rows, unwritten } = await this.#prepareAll(part, session);
      if (rows.length === 0) return { written: [], unwritten };
      const outcome = await writeBatch(session, rows, { inTransaction: this.#open !== undefined });
      if (this.#open !== undefined) this.#uncommitted += outcome.written.length;
      return { written: outcome.written, unwritten: [...unwritten, ...outcome.unwritten] };
    };
    try {
      // What is open with documents in it cannot be begun anew.
      return this.#uncommitted > 0 ? await work() : await this.#sessions.retried(work);
    } catch (thrown) {
      if (this.#uncommitted > 0) throw this.#lost(thrown);
      const failure = databaseFailure(thrown, database);
      return { written: [], unwritten: part.map((document) => ({ document, failure })) };
    } finally {
      if (this.#started?.isBroken === true) this.#started = this.#open = undefined;
    }
  }

  async #prepareAll(part: readonly Document[], session: DatabaseSession) {
    const rows: RowWrite[] = [];
    const unwritten: { document: Document; failure: unknown }[] = [];
    for (const document of part) {
      try {
        rows.push(await this.#options.prepare(document, session));
      } catch (failure) {
        if (failure instanceof DatabaseError && failure.endsConnection) throw failure;
        unwritten.push({ document, failure: databaseFailure(failure, session.dialect.label) });
      }
    }
    return { rows, unwritten };
  }

  async #session(document: Document): Promise<DatabaseSession> {
    const session = await this.#sessions.for(document);
    if (session === this.#started) return session;
    if (this.#open !== undefined) {
      // Another account, or a new connection: what the old one has open is undone or, when it still is there, committed.
      if (this.#uncommitted > 0)
        throw new DatabaseError("connection", "The connection with the open transaction is gone.");
      this.#open = undefined;
    }
    await this.#options.start?.(session, document, this.schema);
    if (!session.target.autoCommit) {
      await session.say("begin");
      this.#open = session;
    }
    this.#started = session;
    return session;
  }

  /** What was written in one transaction with what failed is undone, though its documents have come out. */
  #lost(thrown: unknown): unknown {
    const failure = databaseFailure(
      thrown,
      this.#open?.dialect.label ?? this.#started?.dialect.label ?? "",
    );
    if (!(failure instanceof SnapFailure)) return failure;
    return new SnapFailure(
      failure.message,
      `${failure.reason} ${this.#uncommitted} documents that came out of the Snap before were in the same transaction, since the account has auto commit off; the server undoes them.`,
      failure.resolution,
      failure.extra,
    );
  }
}
