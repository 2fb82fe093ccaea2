import type { CallSite } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import { toText } from "../to-text.ts";

/** The methods of binary content. */
export const bytesMethods: MethodTable<Uint8Array> = {
  concat: {
    variadic: (site, bytes, values) => {
      const parts = [bytes, ...values.map((value) => bytesOf(value))];
      site.size(parts.reduce((sum, part) => sum + part.length, 0));
      return new Uint8Array(Buffer.concat(parts));
    },
  },
  slice: (site, bytes, start, end) =>
    bytes.slice(site.integer(start, 0), site.integer(end, bytes.length)),
  toString: (_site: CallSite, bytes: Uint8Array) => Buffer.from(bytes).toString("utf8"),
};

/** The bytes of a value: binary content as it is, a list of numbers, or a text in UTF-8. */
export function bytesOf(value: Parameters<typeof toText>[0]): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return Uint8Array.from(value, Number);
  return Buffer.from(toText(value), "utf8");
}
