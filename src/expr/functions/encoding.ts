import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { CallSite } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import type { Operand } from "../operand.ts";
import { bytesOf } from "./bytes-methods.ts";
import { decodeHtml, encodeHtml } from "./html.ts";

export const base64Functions: MethodTable<null> = {
  encode: (_site, _none, value) => base64(value),
  decode: (site, _none, text) => unbase64(site, text).toString("utf8"),
  encodeAsBinary: (_site, _none, value) => new Uint8Array(Buffer.from(base64(value), "latin1")),
  decodeAsBinary: (site, _none, text) => new Uint8Array(unbase64(site, text)),
  decodeGZip: (site, _none, text) => unzip(site, unbase64(site, text)).toString("utf8"),
  decodeGZipAsBinary: (site, _none, text) => new Uint8Array(unzip(site, unbase64(site, text))),
};

export const digestFunctions: MethodTable<null> = {
  md5: (_site, _none, value) => hash("md5", value),
  sha1: (_site, _none, value) => hash("sha1", value),
  sha256: (_site, _none, value) => hash("sha256", value),
  sha512: (_site, _none, value) => hash("sha512", value),
};

export const gzipFunctions: MethodTable<null> = {
  compress: (_site, _none, value) => new Uint8Array(gzipSync(bytesOf(value ?? ""))),
  decompress: (site, _none, value) => new Uint8Array(unzip(site, bytesOf(value ?? ""))),
};

export const iconvFunctions: MethodTable<null> = {
  encode: (site, _none, text, charset) =>
    new Uint8Array(Buffer.from(site.text(text, ""), charsetOf(site, charset))),
  decode: (site, _none, bytes, charset) =>
    Buffer.from(bytesOf(bytes ?? "")).toString(charsetOf(site, charset)),
};

export const htmlFunctions: MethodTable<null> = {
  encode: (site, _none, text) => encodeHtml(site.text(text, "")),
  decode: (site, _none, text) => decodeHtml(site.text(text, "")),
};

export const bytesFunctions: MethodTable<null> = {
  of: { variadic: (_site, _none, values) => Uint8Array.from(values, Number) },
  from: (_site, _none, value) => new Uint8Array(bytesOf(value ?? [])),
};

function base64(value: Operand | undefined): string {
  return Buffer.from(bytesOf(value ?? "")).toString("base64");
}

function unbase64(site: CallSite, value: Operand | undefined): Buffer {
  const text =
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : site.text(value, "");
  if (/^[\w+/=\s-]*$/.test(text)) return Buffer.from(text, "base64");
  return site.fail(
    "wrong-argument",
    `${site.name} needs a Base64 text.`,
    "Base64 has letters, digits, `+`, `/` and `=` only, and the text has other signs.",
    "Give it the encoded text, as `Base64.encode` makes it.",
  );
}

function unzip(site: CallSite, bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: site.meter.limits.expressionOutputSizeMax });
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown reason";
    return site.fail(
      "wrong-argument",
      `${site.name} cannot unpack the bytes.`,
      `Expected GZip content and found: ${why}.`,
      "Give it content that `GZip.compress` made, smaller than the limit expressionOutputSizeMax.",
    );
  }
}

function hash(algorithm: string, value: Operand | undefined): string {
  return createHash(algorithm)
    .update(bytesOf(value ?? ""))
    .digest("hex");
}

function charsetOf(site: CallSite, charset: Operand | undefined): BufferEncoding {
  const name = site.text(charset, "UTF-8");
  switch (name.toLowerCase().replaceAll(/[^a-z0-9]/g, "")) {
    case "utf8":
      return "utf8";
    case "utf16le":
    case "ucs2":
      return "utf16le";
    case "latin1":
    case "iso88591":
      return "latin1";
    case "ascii":
    case "usascii":
      return "ascii";
    default:
      return site.fail(
        "wrong-argument",
        `The charset "${name}" is not known.`,
        "The charsets are UTF-8, UTF-16LE, ISO-8859-1 and US-ASCII.",
        `Write \`${site.name}(value, 'UTF-8')\`.`,
      );
  }
}
