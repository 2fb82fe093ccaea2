import { toText } from "../../src/expr/to-text.ts";
import type { Document } from "../../src/expr/value.ts";

/** What an error document says: error, reason and resolution, a line each. */
export function wordsOf(error: Document | undefined): string {
  return ["error", "reason", "resolution"].map((key) => toText(error?.[key] ?? null)).join("\n");
}
