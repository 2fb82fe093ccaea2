import { Refusal } from "../../base/errors.ts";
import type { Store } from "../../store/schema.ts";
import { signingKeyLabel } from "../oauth/signing-keys.ts";
import {
  dropNextKeyFile,
  makeNextKeyFile,
  readKeyFile,
  readNextKeyFile,
  takeNextKeyFile,
} from "./key-file.ts";
import type { MasterKey } from "./master-key.ts";
import { open, seal } from "./seal.ts";
import {
  dataKeyLabel,
  keyIdSetting,
  readKeyId,
  type VaultParts,
  wrongKey,
} from "./secret-vault.ts";

export interface RotateOrder {
  /** The key before, when the operator has put another in its place. */
  readonly oldKey: MasterKey | undefined;
  /** Gives up secrets that no known key opens; their accounts then lack them. */
  readonly discardUnreadable: boolean;
}

export interface Rotation {
  /** Id of the key that is used from now on. */
  readonly keyId: string;
  readonly accounts: number;
  /** Accounts whose secrets were given up. */
  readonly discarded: number;
  readonly signingKeys: number;
}

/**
 * Seals everything with another key: the operator's, when that is a new one, else one that is made here. All rows
 * change in one commit; a process that is killed before it has changed nothing, and one that is killed after is
 * finished by whoever needs the key next.
 */
export async function rotateSecrets(parts: VaultParts, order: RotateOrder): Promise<Rotation> {
  const { dataDirectory, operatorKey, store } = parts;
  const expected = await readKeyId(store);
  if (operatorKey !== undefined && operatorKey.id === expected) throw sameKey(operatorKey);
  await settleKeyFile(store, dataDirectory);
  const file = await readFileKey(dataDirectory, order);
  const old = [order.oldKey, file].filter((key) => key !== undefined);
  const known = expected === undefined || old.some(({ id }) => id === expected);
  const shown = order.oldKey ?? operatorKey ?? file;
  if (!known && !order.discardUnreadable && shown !== undefined) throw wrongKey(expected, shown);
  const next = operatorKey ?? (await makeNextKeyFile(dataDirectory));
  try {
    const rotation = await changeRows(parts.store, { old, next, expected }, order);
    if (operatorKey === undefined) await takeNextKeyFile(dataDirectory, next.id);
    return rotation;
  } catch (thrown) {
    const committed = (await readKeyId(store)) === next.id;
    if (operatorKey === undefined && !committed) await dropNextKeyFile(dataDirectory, next.id);
    throw thrown;
  }
}

/** Puts the key of a rotation in its place whose process ended between its commit and that. */
export async function settleKeyFile(store: Store, dataDirectory: string): Promise<void> {
  const id = await readKeyId(store);
  if (id === undefined || (await readNextKeyFile(dataDirectory, id)) === undefined) return;
  await takeNextKeyFile(dataDirectory, id);
}

async function changeRows(
  store: Store,
  {
    old,
    next,
    expected,
  }: {
    readonly old: readonly MasterKey[];
    readonly next: MasterKey;
    readonly expected: string | undefined;
  },
  order: RotateOrder,
): Promise<Rotation> {
  return await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("settings")
      .values({ name: keyIdSetting, value: expected ?? next.id })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute();
    const present = await readKeyId(transaction);
    if (present !== (expected ?? next.id)) throw rotatedMeanwhile();
    await transaction
      .insertInto("settings")
      .values({ name: keyIdSetting, value: next.id })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: next.id }))
      .execute();
    const keys = [...old, next];
    const accounts = await sealAccounts(transaction, keys, next, order.discardUnreadable);
    const signingKeys = await sealSigningKeys(transaction, keys, next);
    return { keyId: next.id, ...accounts, signingKeys };
  });
}

/** A file that holds something else is in the way unless secrets may be given up. */
async function readFileKey(
  dataDirectory: string,
  order: RotateOrder,
): Promise<MasterKey | undefined> {
  try {
    return await readKeyFile(dataDirectory);
  } catch (thrown) {
    if (order.discardUnreadable || order.oldKey !== undefined) return undefined;
    throw thrown;
  }
}

async function sealAccounts(
  store: Store,
  keys: readonly MasterKey[],
  next: MasterKey,
  discard: boolean,
): Promise<Pick<Rotation, "accounts" | "discarded">> {
  const rows = await store
    .selectFrom("accounts")
    .select(["id", "name", "data_key"])
    .where("secret_keys", "!=", "[]")
    .execute();
  let discarded = 0;
  for (const { id, name, data_key: sealed } of rows) {
    const dataKey = openWithAny(keys, dataKeyLabel(id), sealed);
    if (dataKey === undefined && !discard) throw unreadable(name);
    if (dataKey === undefined) discarded++;
    const change =
      dataKey === undefined
        ? { data_key: "", secrets: "", secret_keys: "[]" }
        : { data_key: seal(next.secret, dataKeyLabel(id), dataKey) };
    await store.updateTable("accounts").set(change).where("id", "=", id).execute();
  }
  return { accounts: rows.length - discarded, discarded };
}

/** One that no key opens stays as it is: `slipway signing-key rotate` mends that. */
async function sealSigningKeys(
  store: Store,
  keys: readonly MasterKey[],
  next: MasterKey,
): Promise<number> {
  const rows = await store.selectFrom("signing_keys").select(["id", "private_key"]).execute();
  let sealed = 0;
  for (const { id, private_key: before } of rows) {
    const text = openWithAny(keys, signingKeyLabel(id), before);
    if (text === undefined) continue;
    sealed++;
    const private_key = seal(next.secret, signingKeyLabel(id), text);
    await store.updateTable("signing_keys").set({ private_key }).where("id", "=", id).execute();
  }
  return sealed;
}

function openWithAny(
  keys: readonly MasterKey[],
  label: string,
  sealed: string,
): string | undefined {
  for (const { secret } of keys) {
    const text = open(secret, label, sealed);
    if (text !== undefined) return text;
  }
  return undefined;
}

function rotatedMeanwhile(): Refusal {
  return new Refusal(
    "conflict",
    "The key was changed meanwhile.",
    "Expected the key to stay the same until everything is sealed anew; another process changed it.",
    "Nothing was changed here. Run the command again if you still want another key.",
  );
}

function sameKey(key: MasterKey): Refusal {
  return new Refusal(
    "conflict",
    "There is no new key to rotate to.",
    `Everything is sealed with the key ${key.id} of ${key.from} already.`,
    `Keep the key in a file, put a new one (\`openssl rand -base64 32\`) in its place in ${key.from}, and run \`slipway secrets rotate --old-key-file FILE\`.`,
  );
}

function unreadable(name: string): Refusal {
  return new Refusal(
    "unavailable",
    `The secrets of the account ${JSON.stringify(name)} cannot be opened.`,
    "Expected them to be sealed with the key before; no known key opens them.",
    "Give the old key with --old-key-file, or give these secrets up with --discard-unreadable.",
  );
}
