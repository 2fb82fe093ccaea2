import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { asError } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import { type MasterKey, masterKeyBytes, masterKeyOf } from "./master-key.ts";

/** The key that the server made for itself, in a file of the data directory that only its owner reads. */
export const keyFileName = "server.key";

/** A key that a rotation is about to put in its place. */
const nextFileName = (id: string): string => `${keyFileName}.${id}`;

export async function readKeyFile(dataDirectory: string): Promise<MasterKey | undefined> {
  return await readKey(join(dataDirectory, keyFileName));
}

export async function readNextKeyFile(
  dataDirectory: string,
  id: string,
): Promise<MasterKey | undefined> {
  return await readKey(join(dataDirectory, nextFileName(id)));
}

/** Of processes that make it at once one wins: a file is linked to its name whole, and only when the name is free. */
export async function makeKeyFile(dataDirectory: string): Promise<MasterKey> {
  const path = join(dataDirectory, keyFileName);
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeKey(draft, randomBytes(masterKeyBytes));
  try {
    await link(draft, path);
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw thrown;
  } finally {
    await rm(draft, { force: true });
  }
  await syncDirectory(path);
  const made = await readKey(path);
  if (made === undefined) throw unusable();
  return made;
}

/** Makes a key that may become the next one, in a file that is named after it. */
export async function makeNextKeyFile(dataDirectory: string): Promise<MasterKey> {
  const key = masterKeyOf(randomBytes(masterKeyBytes), keyFileName);
  const path = join(dataDirectory, nextFileName(key.id));
  await writeKey(path, key.secret);
  await syncDirectory(path);
  return key;
}

/** Removes a key that did not become the next one. */
export async function dropNextKeyFile(dataDirectory: string, id: string): Promise<void> {
  await rm(join(dataDirectory, nextFileName(id)), { force: true });
}

/** Puts the next key in the place of the present one, in one step. */
export async function takeNextKeyFile(dataDirectory: string, id: string): Promise<void> {
  const path = join(dataDirectory, keyFileName);
  await rename(join(dataDirectory, nextFileName(id)), path).catch((thrown: unknown) => {
    if (codeOf(thrown) !== "ENOENT") throw thrown;
  });
  await syncDirectory(path);
}

async function writeKey(path: string, secret: Buffer): Promise<void> {
  const text = `${secret.toString("base64url")}\n`;
  await writeFile(path, text, { mode: 0o600, flag: "wx", flush: true });
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function readKey(path: string): Promise<MasterKey | undefined> {
  const text = await readFile(path, "utf8").catch((thrown: unknown) => {
    if (codeOf(thrown) === "ENOENT") return undefined;
    throw thrown;
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), "base64url");
  if (key.length !== masterKeyBytes) throw unusable();
  return masterKeyOf(key, `${keyFileName} in the data directory`);
}

function codeOf(thrown: unknown): string | undefined {
  const failure = asError(thrown);
  return "code" in failure ? String(failure.code) : undefined;
}

function unusable(): Refusal {
  return new Refusal(
    "unavailable",
    "The key of this server cannot be used.",
    `Expected ${masterKeyBytes} bytes as base64url in the file ${keyFileName} of the data directory; found something else.`,
    "Bring back the file as it was. When it is lost, remove it and run `slipway secrets rotate --discard-unreadable` and `slipway signing-key rotate --discard-old`.",
  );
}
