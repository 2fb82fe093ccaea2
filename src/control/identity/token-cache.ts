import { otherWrites } from "../../store/other-writes.ts";
import type { Caller } from "../caller.ts";
import type { Store } from "../../store/schema.ts";

/** A token with the user it speaks for, as its row says. */
export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly admin: number;
  readonly region: string;
  readonly expires_ms: number;
  readonly revoked_ms: number | null;
}

interface FoundToken {
  readonly hash: string;
  readonly row: TokenRow;
}

const entriesMax = 10_000;

/**
 * Rows of tokens by the hash of the token. They are forgotten whenever another process has written to the database and
 * whenever this one has changed a token, so that a revocation counts from the next request on.
 */
export class TokenCache {
  readonly #store: Store;
  readonly #rows = new Map<string, TokenRow>();
  readonly #callers = new Map<string, { readonly caller: Caller; readonly expiresMs: number }>();
  #writes: number | undefined;
  #changes = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The caller whose whole header has this hash. */
  caller(credential: string, nowMs: number): Caller | undefined {
    this.#forgetWhenWritten();
    const known = this.#callers.get(credential);
    return known === undefined || known.expiresMs <= nowMs ? undefined : known.caller;
  }

  /** Remembers whose header it is, unless the row it was found by has been forgotten since. */
  remember(credential: string, caller: Caller, { hash, row }: FoundToken): void {
    if (this.#rows.get(hash) !== row) return;
    addBounded(this.#callers, credential, { caller, expiresMs: row.expires_ms });
  }

  async find(hash: string): Promise<TokenRow | undefined> {
    this.#forgetWhenWritten();
    const known = this.#rows.get(hash);
    if (known !== undefined) return known;
    const changes = this.#changes;
    const row = await this.#read(hash);
    if (row !== undefined && changes === this.#changes) addBounded(this.#rows, hash, row);
    return row;
  }

  forget(): void {
    this.#rows.clear();
    this.#callers.clear();
    this.#changes++;
  }

  #forgetWhenWritten(): void {
    const writes = otherWrites(this.#store);
    if (writes !== this.#writes) this.forget();
    this.#writes = writes;
  }

  #read(hash: string): Promise<TokenRow | undefined> {
    return this.#store
      .selectFrom("tokens")
      .innerJoin("users", "users.id", "tokens.user_id")
      .select(["users.id", "users.name", "users.admin", "region", "expires_ms", "revoked_ms"])
      .where("hash", "=", hash)
      .executeTakeFirst();
  }
}

function addBounded<Value>(entries: Map<string, Value>, key: string, value: Value): void {
  const oldest = entries.keys().next().value;
  if (entries.size >= entriesMax && oldest !== undefined) entries.delete(oldest);
  entries.set(key, value);
}
