import { otherWrites } from "../../store/other-writes.ts";
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

const entriesMax = 10_000;

/**
 * Rows of tokens by the hash of the token. They are forgotten whenever another process has written to the database and
 * whenever this one has changed a token, so that a revocation counts from the next request on.
 */
export class TokenCache {
  readonly #store: Store;
  readonly #rows = new Map<string, TokenRow>();
  #writes: number | undefined;
  #changes = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  async find(hash: string): Promise<TokenRow | undefined> {
    const writes = otherWrites(this.#store);
    if (writes !== this.#writes) this.forget();
    this.#writes = writes;
    const known = this.#rows.get(hash);
    if (known !== undefined) return known;
    const changes = this.#changes;
    const row = await this.#read(hash);
    if (row !== undefined && changes === this.#changes) this.#add(hash, row);
    return row;
  }

  forget(): void {
    this.#rows.clear();
    this.#changes++;
  }

  #add(hash: string, row: TokenRow): void {
    const oldest = this.#rows.keys().next().value;
    if (this.#rows.size >= entriesMax && oldest !== undefined) this.#rows.delete(oldest);
    this.#rows.set(hash, row);
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
