import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { parseJson } from "../../base/json.ts";
import type { Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { printDocument } from "./json/print-document.ts";
import { readTypeExtensions, writeTypeExtensions } from "./json/type-extensions.ts";

/** The transformations of Encrypt Field that are known here; `auto` is the first. */
export const transformTypes = ["auto", "AES/GCM/NoPadding", "AES/CBC/PKCS5Padding"] as const;
export type TransformType = (typeof transformTypes)[number];

/** Bytes of the authentication tag of GCM. */
const tagBytes = 16;

/**
 * The value as Base64 of a random start (12 bytes for GCM, 16 for CBC), the encrypted bytes and, for GCM, the tag.
 * What is encrypted is the value's JSON, with its dates and bytes tagged, so that decrypting gives the value back.
 */
export function encryptValue(value: Value, key: Uint8Array, transform: TransformType): string {
  const plain = Buffer.from(printDocument(writeTypeExtensions(value)), "utf8");
  // Secrets need the randomness of the operating system; a seed that is handed in would give them away.
  if (transform === "AES/CBC/PKCS5Padding") {
    const start = randomBytes(16);
    const cipher = createCipheriv(`aes-${8 * key.length}-cbc`, key, start);
    return Buffer.concat([start, cipher.update(plain), cipher.final()]).toString("base64");
  }
  const start = randomBytes(12);
  const cipher = createCipheriv(gcmName(key), key, start, { authTagLength: tagBytes });
  const parts = [start, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString("base64");
}

/** What `encryptValue` was given. Throws a `SnapFailure` that tells nothing of key or content. */
export function decryptValue(text: string, key: Uint8Array, transform: TransformType): Value {
  const bytes = Buffer.from(text, "base64");
  try {
    const plain = transform === "AES/CBC/PKCS5Padding" ? openCbc(bytes, key) : openGcm(bytes, key);
    return readTypeExtensions(parseJson(plain.toString("utf8")));
  } catch {
    throw new SnapFailure(
      "The value cannot be decrypted",
      "Expected what Encrypt Field made with the same key and transform type; the content does not fit to them.",
      "Use the key and transform type of the Encrypt Field, and see that the value was not changed or cut.",
    );
  }
}

/** The bytes of a key in Base64; throws a `SnapFailure` that does not repeat it. */
export function readKey(text: string): Uint8Array {
  const key = Buffer.from(text.trim(), "base64");
  if ([16, 24, 32].includes(key.length) && /^[A-Za-z0-9+/]+={0,2}$/.test(text.trim())) return key;
  throw new SnapFailure(
    "The key cannot be used",
    "Expected Base64 of 16, 24 or 32 bytes, for AES with 128, 192 or 256 bits; found something else.",
    "Hand the key in as a pipeline parameter, as in `_key`; `openssl rand -base64 32` makes one.",
  );
}

function openGcm(bytes: Buffer, key: Uint8Array): Buffer {
  const decipher = createDecipheriv(gcmName(key), key, bytes.subarray(0, 12), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(12, -tagBytes)), decipher.final()]);
}

function openCbc(bytes: Buffer, key: Uint8Array): Buffer {
  const decipher = createDecipheriv(`aes-${8 * key.length}-cbc`, key, bytes.subarray(0, 16));
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
}

function gcmName(key: Uint8Array): "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm" {
  if (key.length === 32) return "aes-256-gcm";
  return key.length === 24 ? "aes-192-gcm" : "aes-128-gcm";
}
