/** Text as it is compared: without case, accents and repeated spaces. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The words of a text, folded. `ORDER_VALUE`, `orderValue` and `Order value` are the same two words. */
export function wordsOf(text: string): readonly string[] {
  return fold(text.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2"))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** Names are compared by their words; punctuation between them does not count. */
export function foldName(name: string): string {
  return wordsOf(name).join(" ");
}
