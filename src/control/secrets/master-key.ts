import { hash, hkdfSync } from "node:crypto";
import { Refusal } from "../../base/errors.ts";

/** A key that seals what is stored, kept beside the rows and not in them. */
export interface MasterKey {
  /** Tells keys apart, and says nothing about them. */
  readonly id: string;
  readonly secret: Buffer;
  /** Where the operator has it, for words: `SLIPWAY_SECRET_KEY`, the name of a file. */
  readonly from: string;
}

export const masterKeyBytes = 32;

export function masterKeyOf(secret: Buffer, from: string): MasterKey {
  const mark = Buffer.from(hkdfSync("sha256", secret, "", "slipway key id", masterKeyBytes));
  return { id: hash("sha256", mark, "hex").slice(0, 16), secret, from };
}

/** Reads a key as the operator writes it: 32 bytes as Base64 or as hexadecimal digits. */
export function readMasterKey(text: string, from: string): MasterKey {
  const trimmed = text.trim();
  const secret = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, "hex")
    : Buffer.from(/^[A-Za-z0-9+/_-]+=*$/.test(trimmed) ? trimmed : "", "base64");
  if (secret.length === masterKeyBytes) return masterKeyOf(secret, from);
  throw new Refusal(
    "invalid-argument",
    `The key in ${from} cannot be used.`,
    `Expected ${masterKeyBytes} random bytes as Base64 or hexadecimal; found something else.`,
    "Make one with `openssl rand -base64 32`.",
  );
}
