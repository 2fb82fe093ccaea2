import { literal } from "./literal.ts";
import { isoOfMicros, microsOfIso } from "../iso-date.ts";

const directives: Readonly<Record<string, readonly [from: number, to: number]>> = {
  "%Y": [0, 4],
  "%m": [5, 7],
  "%d": [8, 10],
  "%H": [11, 13],
  "%M": [14, 16],
  "%S": [17, 19],
};

const words: Readonly<Record<string, string>> = {
  YYYY: "%Y",
  MM: "%m",
  DD: "%d",
  HH24: "%H",
  HH: "%H",
  MI: "%M",
  SS: "%S",
};

/**
 * A format as directives of `strftime`: `%Y-%m-%d` as it is, `YYYY-MM-DD HH:MM:SS` by its words, where `MM` after `HH:`
 * means minutes. Undefined when something else stands in it or it says nothing of the day's year.
 */
export function strftimeOf(format: string): string | undefined {
  if (format.length > 60) return undefined;
  const written = format.includes("%")
    ? format
    : format
        .replace(/(HH(?:24)?[:.])MM/, "$1MI")
        .replaceAll(/YYYY|MM|DD|HH24|HH|MI|SS/g, (word) => words[word] ?? word);
  return /^(?:%[YmdHMS]|[ \-/.:T_])+$/.test(written) ? written : undefined;
}

export function formatMicros(micros: number, format: string): string {
  const iso = isoOfMicros(micros);
  return format.replaceAll(/%[YmdHMS]/g, (directive) => {
    const [from, to] = directives[directive] ?? [0, 0];
    return iso.slice(from, to);
  });
}

/** Microseconds since 1970, or undefined when the text is not so written. What the format leaves out is the least. */
export function parseMicros(text: string, format: string): number | undefined {
  const found: string[] = [];
  const pattern = format.replaceAll(/%[YmdHMS]|[^]/g, (part) => {
    if (!part.startsWith("%")) return literal(part);
    found.push(part);
    return part === "%Y" ? "([0-9]{4})" : "([0-9]{2})";
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (match === null) return undefined;
  const value = (directive: string, otherwise: string): string =>
    match[found.indexOf(directive) + 1] ?? otherwise;
  const part = (directive: string, otherwise: string): string =>
    found.includes(directive) ? value(directive, otherwise) : otherwise;
  return microsOfIso(
    `${part("%Y", "1900")}-${part("%m", "01")}-${part("%d", "01")}T${part("%H", "00")}:${part("%M", "00")}:${part("%S", "00")}`,
  );
}
