const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};
const encoded: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Writes the five signs of markup as entities. */
export function encodeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => encoded[sign] ?? sign);
}

/** Reads numeric entities and the named ones of XML, and `&nbsp;`; others stay as they are. */
export function decodeHtml(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w+));/g,
    (found, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? found) : found;
      const point = decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : found;
    },
  );
}
