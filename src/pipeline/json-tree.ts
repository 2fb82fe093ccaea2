/**
 * A JSON text with nothing lost: the order of members (also of keys such as `"10"`), the spelling of each number and
 * string. `text` of a leaf is the literal as it stood in the source.
 */
export type JsonTree =
  | { readonly kind: "object"; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly items: readonly JsonTree[] }
  | { readonly kind: "leaf"; readonly text: string };

export interface JsonMember {
  /** The key, unescaped. */
  readonly key: string;
  /** The key as it stood in the source, with its quotes. */
  readonly keyText: string;
  readonly value: JsonTree;
}
