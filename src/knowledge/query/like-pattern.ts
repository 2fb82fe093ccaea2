/** Text as a LIKE pattern takes it literally: `%`, `_` and `\` are themselves. */
export function literalPattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
