import { randomBytes } from "node:crypto";
import { believe } from "../../base/believe.ts";
import { Refusal } from "../../base/errors.ts";
import type { KeptValues } from "../../engine/define-account.ts";
import type { Store } from "../../store/schema.ts";
import { readNextKeyFile, takeNextKeyFile } from "./key-file.ts";
import type { MasterKey } from "./master-key.ts";
import { open, seal } from "./seal.ts";
import { presentKey } from "./server-key.ts";

/** Secrets as rows keep them. */
export interface SealedSecrets {
  readonly data_key: string;
  readonly secrets: string;
}

export interface VaultParts {
  readonly store: Store;
  readonly dataDirectory: string;
  readonly operatorKey: MasterKey | undefined;
}

/** Name of the setting that says which key everything is sealed with. */
export const keyIdSetting = "secret_key_id";

/**
 * Seals the secrets of accounts: each account has a data key of its own, and the key of the server seals that. So a
 * rotation seals data keys anew and no secrets. A row in the data says which key is the one; with another nothing is
 * sealed or opened.
 */
export class SecretVault {
  readonly #parts: VaultParts;

  constructor(parts: VaultParts) {
    this.#parts = parts;
  }

  /** Call it in the transaction that stores the result, so that no rotation comes between. */
  async seal(transaction: Store, id: string, secrets: KeptValues): Promise<SealedSecrets> {
    const key = await this.pin(transaction);
    const dataKey = randomBytes(32);
    return {
      data_key: seal(key.secret, dataKeyLabel(id), dataKey.toString("base64")),
      secrets: seal(dataKey, secretsLabel(id), JSON.stringify(secrets)),
    };
  }

  /** The secrets of the account; the row is read with the name of the key, so that both are of one moment. */
  async open(store: Store, id: string): Promise<KeptValues> {
    const row = await store
      .selectFrom("accounts")
      .select(["data_key", "secrets", "secret_keys"])
      .where("id", "=", id)
      .executeTakeFirst();
    if (row === undefined || row.secret_keys === "[]") return {};
    const opened = await this.#openRow(store, id, row);
    if (opened !== undefined) return opened;
    const again = await store
      .selectFrom("accounts")
      .select(["data_key", "secrets"])
      .where("id", "=", id)
      .executeTakeFirst();
    const second = again === undefined ? undefined : await this.#openRow(store, id, again);
    if (second === undefined) throw altered();
    return second;
  }

  async #openRow(store: Store, id: string, row: SealedSecrets): Promise<KeptValues | undefined> {
    const key = await this.#key(store);
    const dataKey = open(key.secret, dataKeyLabel(id), row.data_key);
    if (dataKey === undefined) return undefined;
    const text = open(Buffer.from(dataKey, "base64"), secretsLabel(id), row.secrets);
    return text === undefined ? undefined : believe<KeptValues>(JSON.parse(text));
  }

  /** The key that is the one till the transaction ends: what this writes keeps other processes from changing it. */
  async pin(transaction: Store): Promise<MasterKey> {
    const { dataDirectory, operatorKey } = this.#parts;
    const { id } = await presentKey(dataDirectory, operatorKey);
    await transaction
      .insertInto("settings")
      .values({ name: keyIdSetting, value: id })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute();
    return await this.#key(transaction);
  }

  /** Another process may have just put it in its place. */
  async #movedKey(expected: string, before: MasterKey): Promise<MasterKey> {
    const present = await presentKey(this.#parts.dataDirectory);
    if (present.id !== expected) throw wrongKey(expected, before);
    return present;
  }

  async #key(store: Store): Promise<MasterKey> {
    const { dataDirectory, operatorKey } = this.#parts;
    const present = await presentKey(dataDirectory, operatorKey);
    const expected = await readKeyId(store);
    if (expected === undefined || expected === present.id) return present;
    if (operatorKey !== undefined) throw wrongKey(expected, present);
    const next = await readNextKeyFile(dataDirectory, expected);
    if (next === undefined) return await this.#movedKey(expected, present);
    await takeNextKeyFile(dataDirectory, expected);
    return next;
  }
}

export async function readKeyId(store: Store): Promise<string | undefined> {
  const row = await store
    .selectFrom("settings")
    .select("value")
    .where("name", "=", keyIdSetting)
    .executeTakeFirst();
  return row?.value;
}

export function dataKeyLabel(id: string): string {
  return `account-key:${id}`;
}

function secretsLabel(id: string): string {
  return `account:${id}`;
}

export function wrongKey(expected: string, found: MasterKey): Refusal {
  return new Refusal(
    "unavailable",
    "The secrets of accounts cannot be opened.",
    `Expected the key ${expected}, which they are sealed with; ${found.from} is the key ${found.id}.`,
    "Bring back the key as it was (server.key, SLIPWAY_SECRET_KEY or `secretKeyFile`). To move to the new key run `slipway secrets rotate --old-key-file FILE`; when the old one is lost, `slipway secrets rotate --discard-unreadable`, and enter the secrets again.",
  );
}

function altered(): Refusal {
  return new Refusal(
    "unavailable",
    "The secrets of the account cannot be opened.",
    "They are sealed with the right key, and were altered or belong to another account.",
    "Enter them again with `slipway account set-secret`, or bring back the data from a backup.",
  );
}
