import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Charset } from "./charset.ts";

/** How text becomes bytes; `mark` is the byte order mark, which UTF-16 without a named order always starts with. */
export interface TextEncoding {
  readonly encode: (text: string) => Uint8Array;
  readonly mark: Uint8Array;
  readonly markRequired: boolean;
}

/** The encoding of a charset; a character it does not have becomes `?`, as Java writes it. */
export function encodingOf(charset: Charset): TextEncoding {
  switch (charset) {
    case "auto":
    case "utf-8":
      return {
        encode: (text) => Buffer.from(text, "utf8"),
        mark: Buffer.from([0xef, 0xbb, 0xbf]),
        markRequired: false,
      };
    case "utf-16le":
      return {
        encode: (text) => Buffer.from(text, "utf16le"),
        mark: Buffer.from([0xff, 0xfe]),
        markRequired: false,
      };
    case "utf-16":
    case "utf-16be":
      return {
        encode: (text) => Buffer.from(text, "utf16le").swap16(),
        mark: Buffer.from([0xfe, 0xff]),
        markRequired: charset === "utf-16",
      };
    case "latin1":
      return singleByte(new Map());
    default:
      if (charset.label !== "windows-1252") return refuse(charset.label);
      return singleByte(windows1252());
  }
}

function singleByte(special: ReadonlyMap<string, string>): TextEncoding {
  return {
    encode: (text) =>
      Buffer.from(
        text.replaceAll(/[\u{100}-\u{10ffff}]/gu, (character) => special.get(character) ?? "?"),
        "latin1",
      ),
    mark: new Uint8Array(),
    markRequired: false,
  };
}

/** The 27 characters between 0x80 and 0x9F, each with the Latin-1 character of the same byte. */
function windows1252(): ReadonlyMap<string, string> {
  const decoder = new TextDecoder("windows-1252");
  const entries = Array.from({ length: 32 }, (_, index): [string, string] => {
    const byte = 0x80 + index;
    return [decoder.decode(Uint8Array.of(byte)), String.fromCharCode(byte)];
  });
  return new Map(entries);
}

function refuse(label: string): never {
  throw new SnapFailure(
    `Cannot write the character set "${label}"`,
    `Expected one of UTF-8, UTF-16, UTF-16LE, UTF-16BE, ISO-8859-1, US-ASCII, windows-1252; found "${label}".`,
    'Set the character set to "UTF-8".',
  );
}
