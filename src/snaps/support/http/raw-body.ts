import type { Value } from "../../../expr/value.ts";
import { charsetNamed } from "../text/charset.ts";
import { encodingOf } from "../text/encode-text.ts";
import { printDocument } from "../json/print-document.ts";
import type { HttpBody } from "./http-message.ts";

/** A body of one value: text as it is, bytes as they are, anything else as JSON. */
export function rawBody(value: Value, contentType: string | undefined): HttpBody {
  const bytes = bytesOf(value, contentType);
  const usual =
    value instanceof Uint8Array
      ? "application/octet-stream"
      : typeof value === "string"
        ? "text/plain; charset=utf-8"
        : "application/json";
  return { contentType: usual, open: async () => bytes };
}

/** The character set that a content type names. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? "")?.[1];
}

function bytesOf(value: Value, contentType: string | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value === null) return new Uint8Array();
  const text = typeof value === "string" ? value : printDocument(value);
  return encodingOf(charsetNamed(charsetOf(contentType) ?? "UTF-8")).encode(text);
}
