/** Letters and digits in lower case: names that differ in case, spaces or punctuation only are one. */
export function plainName(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
