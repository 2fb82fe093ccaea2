/** Columns and rows that a sheet can have at most, by the file format. */
export const columnsMax = 16_384;
export const rowsMax = 1_048_576;

/** `A` for 0, `Z` for 25, `AA` for 26. */
export function columnLetters(index: number): string {
  let letters = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The index of the column in a reference such as `AB12`; undefined when it begins with no column of a sheet. */
export function columnIndexOf(reference: string): number | undefined {
  let index = 0;
  for (let at = 0; at < reference.length; at++) {
    const digit = reference.charCodeAt(at) - 64;
    if (digit < 1 || digit > 26) break;
    index = index * 26 + digit;
    if (index > columnsMax) return undefined;
  }
  return index === 0 ? undefined : index - 1;
}
