import { SnapFailure } from "../../../engine/snap-failure.ts";

export const codecs = ["ENCODE_BASE64", "DECODE_BASE64", "NONE"] as const;
export type Codec = (typeof codecs)[number];

/** The bytes that a Base64 text stands for; white space counts for nothing. Throws a `SnapFailure`. */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replaceAll(/\s+/g, "");
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(digits) && digits.replaceAll("=", "").length % 4 !== 1) {
    return Buffer.from(digits, "base64");
  }
  throw new SnapFailure(
    "The content is not Base64",
    `Expected Base64 text; found ${JSON.stringify(text.slice(0, 40))}.`,
    'Set `codec` to "NONE", or feed Base64.',
  );
}
