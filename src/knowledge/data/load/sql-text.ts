/** A name in SQL of DuckDB. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL of DuckDB, where no value can be bound: in arguments of what reads a file. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A file's path for DuckDB, which otherwise reads `*`, `?` and `[` as a pattern. */
export function pathLiteral(path: string): string {
  return textLiteral(path.replaceAll(/[*?[]/g, (sign) => `[${sign}]`));
}
