import type { Span } from "../../base/finding.ts";

export interface Token extends Span {
  /** `word` is unquoted, `name` was in double quotes, `variable` in `${}`. */
  readonly kind: "word" | "name" | "text" | "int" | "float" | "variable" | "sign" | "end";
  /** What it says: without quotes and escapes. */
  readonly value: string;
}
