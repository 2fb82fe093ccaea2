/** One word of an expression. `text` is the source as written; `value` is what it stands for. */
export type Token =
  | {
      readonly kind: "number";
      readonly value: number | bigint;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: "string";
      readonly value: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "name"; readonly value: string; readonly start: number; readonly end: number }
  /** `$` with the name that follows it at once, or the empty string for `$` alone. */
  | { readonly kind: "field"; readonly value: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "regex";
      readonly value: string;
      readonly flags: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "sign"; readonly value: string; readonly start: number; readonly end: number }
  | { readonly kind: "end"; readonly value: ""; readonly start: number; readonly end: number };
