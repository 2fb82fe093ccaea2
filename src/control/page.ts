import { Refusal } from "../base/errors.ts";

const pageMax = 1_000;

/** The limit asked for, or the usual one. */
export function pageLimit(limit: number | undefined, usual: number): number {
  if (limit === undefined) return usual;
  if (Number.isInteger(limit) && limit >= 1 && limit <= pageMax) return limit;
  throw new Refusal(
    "invalid-argument",
    "The `limit` is out of range.",
    `Expected a whole number from 1 to ${pageMax}; found ${limit}.`,
    `Pass "limit": ${usual}, or leave it out, and follow \`next_cursor\` for the rest.`,
  );
}

/** A cursor names the last item that was given, so that the next page always begins after it. */
export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor that `writeCursor` made of as many. */
export function readCursor(cursor: string, count: number): readonly string[] {
  const parts = parse(cursor);
  if (Array.isArray(parts) && parts.length === count) return parts.map(String);
  throw new Refusal(
    "invalid-argument",
    "The `cursor` is not one of ours.",
    "Expected the `next_cursor` of the page before, unchanged.",
    "Leave `cursor` out to begin with the first page.",
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
