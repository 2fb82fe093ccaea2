const wordPattern = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}|\p{N}+|[\p{Lo}\p{Lm}]+/gu;

/** The words of a text: runs of letters and digits, split also where lower case turns to upper. */
function words(text: string): readonly string[] {
  return (text.match(wordPattern) ?? []).map((word) => word.toLowerCase());
}

/** `Foo bar` as `fooBar`. */
export function camelCase(text: string): string {
  return words(text)
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}

/** `Foo bar` as `foo-bar`. */
export function kebabCase(text: string): string {
  return words(text).join("-");
}

/** `Foo bar` as `foo_bar`. */
export function snakeCase(text: string): string {
  return words(text).join("_");
}
