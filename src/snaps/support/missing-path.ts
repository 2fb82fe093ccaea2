import { didYouMean } from "../../base/nearest.ts";
import type { Document } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";

/** The failure of a document that lacks a path. */
export function missingPath(source: string, document: Document): SnapFailure {
  const names = Object.keys(document);
  const near = didYouMean(lastWord(source), names);
  const found =
    names.length === 0 ? "an empty document" : `a document with ${names.slice(0, 20).join(", ")}`;
  return new SnapFailure(
    `${source} does not exist in the document`,
    `Expected a value at ${source}; found ${found}.`,
    `${near === "" ? "" : `${near} `}Mend the path, or turn on null-safe access to read what is missing as null.`,
  );
}

/** The last name in a path or expression, such as `id` in `$order['id']`; the whole when it ends in none. */
export function lastWord(source: string): string {
  return /([\p{L}\p{N}_-]+)(['"]\])?$/u.exec(source)?.[1] ?? source;
}
