import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from "jose";
import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { SigningKeysTable } from "../../store/oauth-tables.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { RowMemory } from "./row-memory.ts";

export const signingAlgorithm = "ES256";

export interface SigningKeyInfo {
  /** The `kid`. */
  readonly id: string;
  readonly createdMs: number;
  /** The newest signs, those before it only verify. */
  readonly state: "signs" | "verifies";
}

/** A token may still be signed with a key that another process has just replaced. */
const handOverMs = 60_000;

/** The keys of the issuer. They are rows, so that every process signs with the same one and knows all that verify. */
export class SigningKeys {
  readonly #core: OAuthCore;
  readonly #lists: RowMemory<readonly SigningKeysTable[]>;
  readonly #private = new Map<string, CryptoKey>();
  readonly #public = new Map<string, CryptoKey>();

  constructor(core: OAuthCore) {
    this.#core = core;
    this.#lists = new RowMemory(core.rows, 1);
  }

  /** The key that signs now; made when there is none or when the newest is too old. */
  async current(): Promise<{ readonly id: string; readonly key: CryptoKey }> {
    const { clock, limits } = this.#core;
    const [newest] = await this.#rows();
    const fresh = newest !== undefined && clock.now() - newest.created_ms < limits.signingKeyLifeMs;
    const row = fresh ? newest : await this.#add(newest?.generation ?? 0);
    return { id: row.id, key: await this.#privateKey(row) };
  }

  /** What verifies tokens, as JWKs to be published. */
  async published(): Promise<readonly JWK[]> {
    await this.current();
    return (await this.#verifying()).map((row) => jwkOf(row.public_key));
  }

  async find(id: string): Promise<CryptoKey | undefined> {
    const row = (await this.#verifying()).find((one) => one.id === id);
    if (row === undefined) return undefined;
    const known = this.#public.get(id);
    if (known !== undefined) return known;
    const key = await importKey(row.public_key);
    this.#public.set(id, key);
    return key;
  }

  async list(): Promise<readonly SigningKeyInfo[]> {
    return (await this.#verifying()).map((row, index) => ({
      id: row.id,
      createdMs: row.created_ms,
      state: index === 0 ? "signs" : "verifies",
    }));
  }

  /** A new key signs from now on. The old ones verify until their last token has expired, or no more when discarded. */
  async rotate({ discardOld }: { readonly discardOld: boolean }): Promise<string> {
    const { store, rows } = this.#core;
    const newest = await store
      .selectFrom("signing_keys")
      .select("generation")
      .orderBy("generation", "desc")
      .executeTakeFirst();
    const { id, generation } = await this.#add(newest?.generation ?? 0);
    if (discardOld) {
      await store.deleteFrom("signing_keys").where("generation", "<", generation).execute();
      rows.changed();
    }
    return id;
  }

  /** Removes keys that no token needs any more. */
  async sweep(): Promise<void> {
    const verifying = new Set((await this.#verifying()).map((row) => row.id));
    const gone = (await this.#rows()).filter((row) => !verifying.has(row.id)).map((row) => row.id);
    if (gone.length === 0) return;
    await this.#core.store.deleteFrom("signing_keys").where("id", "in", gone).execute();
    this.#core.rows.changed();
  }

  /** Newest first. */
  async #rows(): Promise<readonly SigningKeysTable[]> {
    const { store } = this.#core;
    const read = (): Promise<SigningKeysTable[]> =>
      store.selectFrom("signing_keys").selectAll().orderBy("generation", "desc").execute();
    return (await this.#lists.get("all", read)) ?? [];
  }

  /** A key verifies for as long as a token lives that was signed just before the next key was made. */
  async #verifying(): Promise<readonly SigningKeysTable[]> {
    const { clock, limits } = this.#core;
    const rows = await this.#rows();
    const since = clock.now() - limits.accessTokenLifeMsMax - handOverMs;
    return rows.filter((_row, index) => (rows[index - 1]?.created_ms ?? Infinity) > since);
  }

  /** The key after that generation, whichever process is the first to make it. */
  async #add(generation: number): Promise<SigningKeysTable> {
    const { store, serverKey, clock, rows } = this.#core;
    const pair = await generateKeyPair(signingAlgorithm, { extractable: true });
    const id = newSnodeId();
    const published = {
      ...(await exportJWK(pair.publicKey)),
      kid: id,
      alg: signingAlgorithm,
      use: "sig",
    };
    const secret = JSON.stringify(await exportJWK(pair.privateKey));
    await store
      .insertInto("signing_keys")
      .values({
        generation: generation + 1,
        id,
        public_key: JSON.stringify(published),
        private_key: await serverKey.seal(signingKeyLabel(id), secret),
        created_ms: clock.now(),
      })
      .onConflict((conflict) => conflict.column("generation").doNothing())
      .execute();
    rows.changed();
    return await store
      .selectFrom("signing_keys")
      .selectAll()
      .where("generation", "=", generation + 1)
      .executeTakeFirstOrThrow();
  }

  async #privateKey(row: SigningKeysTable): Promise<CryptoKey> {
    const known = this.#private.get(row.id);
    if (known !== undefined) return known;
    const secret = await this.#core.serverKey.open(signingKeyLabel(row.id), row.private_key);
    if (secret === undefined) throw sealedOtherwise();
    const key = await importKey(secret);
    this.#private.clear();
    this.#private.set(row.id, key);
    return key;
  }
}

/** What the private key of that id is sealed under. */
export function signingKeyLabel(id: string): string {
  return `signing-key:${id}`;
}

function jwkOf(text: string): JWK {
  const jwk: JWK = JSON.parse(text);
  return jwk;
}

async function importKey(text: string): Promise<CryptoKey> {
  const key = await importJWK(jwkOf(text), signingAlgorithm);
  if (key instanceof Uint8Array)
    throw new TypeError("assertion failed: a signing key is a key pair");
  return key;
}

function sealedOtherwise(): Refusal {
  return new Refusal(
    "unavailable",
    "The signing key cannot be opened.",
    "It was sealed with another server.key than the one in the data directory.",
    "Bring back that file, or run `slipway signing-key rotate --discard-old`; tokens issued before are then void.",
  );
}
