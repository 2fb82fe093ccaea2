import { sleep } from "../../../base/abort.ts";
import type { SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import { DatabaseError } from "./database-error.ts";
import { DatabaseSession } from "./database-session.ts";
import { targetOf } from "./database-target.ts";
import { drivers } from "./databases.ts";

/** How often a connection that failed is tried again, and after how long. */
export interface Retries {
  readonly maxRetryProp: number;
  readonly retryIntervalProp: number;
}

/** The connection of one Snap in one run; another account, or one that broke, makes it connect anew. */
export class SnapSessions {
  readonly #context: SnapContext<Retries>;
  #path = "";
  #session: DatabaseSession | undefined;

  constructor(context: SnapContext<Retries>) {
    this.#context = context;
  }

  /** The connection for a document, whose account may depend on it. */
  async for(document: Document): Promise<DatabaseSession> {
    const account = await this.#context.account(document);
    if (account === undefined) throw noAccount(this.#context.label);
    if (this.#session !== undefined && this.#path === account.path && !this.#session.isBroken) {
      return this.#session;
    }
    await this.close();
    const target = targetOf(account);
    const session = await this.retried(async () => {
      const { egress, limits, signal } = this.#context;
      const driver = drivers[target.kind];
      const connectTimeoutMs = limits.egressConnectMs;
      const connection = await driver.connect(target, { egress, signal, connectTimeoutMs });
      return new DatabaseSession(connection, {
        dialect: driver.dialect,
        target,
        signal,
        answerMs: limits.databaseAnswerMs,
      });
    });
    this.#session = session;
    this.#path = account.path;
    return session;
  }

  /** The documents at the beginning that have the account of the first; at least one. */
  async leading(documents: readonly Document[]): Promise<readonly Document[]> {
    const path = await this.#pathOf(documents[0] ?? {});
    if (path === undefined) return documents.slice(0, 1);
    let end = 1;
    while (end < documents.length) {
      if ((await this.#pathOf(documents[end] ?? {})) !== path) break;
      end++;
    }
    return documents.slice(0, end);
  }

  /** Undefined for an account that cannot be had, which is told when it is used. */
  async #pathOf(document: Document): Promise<string | undefined> {
    try {
      return (await this.#context.account(document))?.path;
    } catch {
      return undefined;
    }
  }

  /** Does it again while connections fail, as often as the Snap says. */
  async retried<T>(work: () => Promise<T>): Promise<T> {
    const { maxRetryProp, retryIntervalProp } = this.#context.settings;
    for (let retry = 0; ; retry++) {
      try {
        return await work();
      } catch (thrown) {
        const mayHelp = thrown instanceof DatabaseError && retryable.has(thrown.kind);
        if (!mayHelp || retry >= maxRetryProp) throw thrown;
        await sleep(retryIntervalProp * 1000, this.#context.signal);
      }
    }
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }
}

const retryable: ReadonlySet<string> = new Set(["connection", "timeout", "conflict"]);

function noAccount(label: string): SnapFailure {
  return new SnapFailure(
    `"${label}" names no account`,
    "A database is reached with an account; the Snap has none, or its expression gives a blank.",
    'Name one as the account of the Snap, such as "../shared/MyAccount".',
  );
}
