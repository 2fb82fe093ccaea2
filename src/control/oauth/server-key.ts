import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asError } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";

/** The secret of a data directory, kept beside the rows and not in them. Processes that share rows share it. */
export interface ServerKey {
  /** Encrypts a text so that only this key opens it, and only under the same label. */
  seal(label: string, text: string): Promise<string>;
  /** The text; nothing when it was sealed otherwise or altered. */
  open(label: string, sealed: string): Promise<string | undefined>;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The key in `server.key` of the data directory, read when it is first needed and made when it is not there. */
export function serverKeyIn(dataDirectory: string): ServerKey {
  let loaded: Promise<Buffer> | undefined;
  const keyFor = async (label: string): Promise<Buffer> => {
    loaded ??= loadOrMake(dataDirectory);
    const secret = await loaded.catch((failure: unknown) => {
      loaded = undefined;
      throw failure;
    });
    return Buffer.from(hkdfSync("sha256", secret, "", `slipway ${label}`, keyBytes));
  };
  return {
    async seal(label, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", await keyFor(label), nonce);
      const bytes = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString("base64url");
    },
    async open(label, sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      const key = await keyFor(label);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}

/** Of processes that make it at once one wins: a file is linked to its name whole, and only when the name is free. */
async function loadOrMake(dataDirectory: string): Promise<Buffer> {
  const path = join(dataDirectory, "server.key");
  const found = await readKey(path);
  if (found !== undefined) return found;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(keyBytes).toString("base64url")}\n`, {
    mode: 0o600,
    flag: "wx",
    flush: true,
  });
  try {
    await link(draft, path);
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw thrown;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readKey(path);
  if (made === undefined) throw unusable();
  return made;
}

async function readKey(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, "utf8").catch((thrown: unknown) => {
    if (codeOf(thrown) === "ENOENT") return undefined;
    throw thrown;
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), "base64url");
  if (key.length !== keyBytes) throw unusable();
  return key;
}

function codeOf(thrown: unknown): string | undefined {
  const failure = asError(thrown);
  return "code" in failure ? String(failure.code) : undefined;
}

function unusable(): Refusal {
  return new Refusal(
    "unavailable",
    "The key of this server cannot be used.",
    `Expected ${keyBytes} bytes as base64url in the file server.key of the data directory; found something else.`,
    "Bring back the file as it was. When it is lost, remove it and run `slipway signing-key rotate --discard-old`.",
  );
}
