/**
 * Text in lower case as `LOWER` of PQL makes it in DuckDB: letter by letter, so that no text grows. Patterns made of it
 * are values from the start, which is several times as fast as calling `LOWER` on them in every row.
 */
export function lowerCase(text: string): string {
  return Array.from(text, (letter) => {
    if (newLetters.test(letter)) return letter;
    const [first = letter] = letter.toLowerCase();
    return first;
  }).join("");
}

/** Capitals of Unicode 16 and 17, which Node knows and DuckDB 1.5 takes for letters without a case. */
const newLetters =
  /[\u{1c89}\u{a7cb}\u{a7cc}\u{a7ce}\u{a7d2}\u{a7d4}\u{a7da}\u{a7dc}\u{10d50}-\u{10d65}\u{16ea0}-\u{16eb8}]/u;
