/** How one database writes what databases write differently. Only what the compiler needs; it grows with the compiler. */
export interface SqlDialect {
  readonly name: "duckdb" | "postgres";
  /** A name as the database reads it, quoted: `a"b` becomes `"a""b"`. */
  identifier(name: string): string;
  /** The placeholder of the value at `index`, counted from 1. */
  placeholder(index: number): string;
}
