/** What a number format shows of a serial number: a number unless it has letters of a date. */
export type DateFormat = "date" | "time" | "datetime";

const builtInDates: readonly (readonly [first: number, last: number, DateFormat])[] = [
  [14, 17, "date"],
  [18, 21, "time"],
  [22, 22, "datetime"],
  [27, 31, "date"],
  [32, 33, "time"],
  [34, 36, "date"],
  [45, 45, "time"],
  [47, 47, "time"],
  [50, 58, "date"],
];

/** The kind of a format that files refer to without writing it down. */
export function builtInDateFormat(id: number): DateFormat | undefined {
  return builtInDates.find(([first, last]) => id >= first && id <= last)?.[2];
}

/**
 * The kind of a format that a file writes down, such as `yyyy\-mm\-dd hh:mm`. Only its first section counts. A
 * duration, such as `[h]:mm`, is a number.
 */
export function dateFormatOf(code: string): DateFormat | undefined {
  const plain = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, "")
    .split(";", 1)
    .join("")
    .toLowerCase();
  if (/\[(?:h+|m+|s+)\]/.test(plain)) return undefined;
  const letters = plain.replaceAll(/\[[^\]]*\]|general/g, "").replaceAll(/am\/pm|a\/p/g, "h");
  const hasDate = /[yd]/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters));
  const hasTime = /[hs]/.test(letters);
  if (hasDate) return hasTime ? "datetime" : "date";
  return hasTime ? "time" : undefined;
}
