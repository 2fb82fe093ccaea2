import { didYouMean } from "../../../base/nearest.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** A character set by the name that `TextDecoder` knows; `auto` looks at the byte order mark and else reads UTF-8. */
export type Charset =
  | "auto"
  | "utf-8"
  | "utf-16"
  | "utf-16le"
  | "utf-16be"
  | "latin1"
  | LegacyCharset;
type LegacyCharset = { readonly label: string };

const known: Readonly<Record<string, Charset>> = {
  "auto bom detect": "auto",
  "utf-8": "utf-8",
  utf8: "utf-8",
  "utf-16": "utf-16",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  "iso-8859-1": "latin1",
  latin1: "latin1",
  "us-ascii": "latin1",
};

/** Names that texts about charsets propose. */
export const charsetNames = [
  "Auto BOM detect",
  "UTF-8",
  "UTF-16",
  "UTF-16LE",
  "UTF-16BE",
  "ISO-8859-1",
  "US-ASCII",
  "windows-1252",
] as const;

/** The charset that a setting names; throws a `SnapFailure` with near names for one that is not known. */
export function charsetNamed(name: string): Charset {
  const key = name.trim().toLowerCase();
  const charset = Object.hasOwn(known, key) ? known[key] : undefined;
  if (charset !== undefined) return charset;
  try {
    return { label: new TextDecoder(key).encoding };
  } catch {
    throw new SnapFailure(
      `Unknown character set "${name}"`,
      `Expected one of ${charsetNames.join(", ")} or another name of the WHATWG list; found "${name}".`,
      didYouMean(name, charsetNames) || 'Set the character set to "UTF-8" or "Auto BOM detect".',
    );
  }
}
