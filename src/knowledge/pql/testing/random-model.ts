import { unreachable } from "../../../base/errors.ts";
import type { ColumnType, DataSchema, ForeignKey, TableSchema } from "../../data/data-schema.ts";
import type { ReferenceRow } from "../evaluate/reference-tables.ts";
import type { PqlValue } from "../expression.ts";
import { isoOfMicros } from "../iso-date.ts";
import type { Random } from "./random.ts";

export interface RandomModel {
  readonly schema: DataSchema;
  readonly rows: ReadonlyMap<string, readonly ReferenceRow[]>;
  /** `CREATE TABLE` and `INSERT` for DuckDB. */
  readonly statements: readonly string[];
}

const valueColumns: readonly (readonly [string, ColumnType])[] = [
  ["S", "STRING"],
  ["U", "STRING"],
  ["N", "INT"],
  ["F", "FLOAT"],
  ["D", "DATE"],
  ["B", "BOOLEAN"],
];

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  STRING: "VARCHAR",
  INT: "BIGINT",
  FLOAT: "DOUBLE",
  DATE: "TIMESTAMP",
  BOOLEAN: "BOOLEAN",
};

/** Up to four tables in a tree of foreign keys, in any direction, with nulls, orphans and childless rows. */
export function randomModel(random: Random): RandomModel {
  const names = ["A", "B", 'C "x', "d"].slice(0, random.from(1, 4));
  const foreignKeys: ForeignKey[] = [];
  for (const [index, name] of names.entries()) {
    const other = index === 0 ? undefined : random.pick(names.slice(0, index));
    if (other === undefined) continue;
    const [child, parent] = random.chance(0.6) ? [name, other] : [other, name];
    foreignKeys.push({
      parent: { table: parent, columns: ["ID"] },
      child: { table: child, columns: [`FK ${parent}`] },
    });
  }
  const tables = new Map<string, TableSchema>();
  const rows = new Map<string, readonly ReferenceRow[]>();
  const statements: string[] = [];
  for (const name of names) {
    const keys = foreignKeys.filter((key) => key.child.table === name);
    const columns = new Map<string, ColumnType>([
      ["ID", "INT"],
      ...keys.map((key): [string, ColumnType] => [key.child.columns[0] ?? "", "INT"]),
      ...valueColumns,
    ]);
    tables.set(name, { name, columns, primaryKey: ["ID"] });
    const ids = Array.from({ length: random.from(0, 6) }, (_, index) => index + 1);
    const filled = ids.map(
      (id): ReferenceRow =>
        new Map(
          [...columns].map(([column, type]): [string, PqlValue] => [
            column,
            column === "ID"
              ? id
              : column.startsWith("FK")
                ? reference(random)
                : value(type, random),
          ]),
        ),
    );
    rows.set(name, filled);
    const quoted = quote(name);
    const declared = [...columns].map(([column, type]) => `${quote(column)} ${sqlTypes[type]}`);
    statements.push(`CREATE TABLE ${quoted} (${declared.join(", ")})`);
    for (const row of filled) {
      const cells = [...columns].map(([column, type]) => literal(row.get(column) ?? null, type));
      statements.push(`INSERT INTO ${quoted} VALUES (${cells.join(", ")})`);
    }
  }
  return { schema: { tables, foreignKeys, eventLogs: [] }, rows, statements };
}

function reference(random: Random): PqlValue {
  return random.chance(0.15) ? null : random.from(1, 7);
}

function value(type: ColumnType, random: Random): PqlValue {
  if (random.chance(0.2)) return null;
  switch (type) {
    case "STRING":
      return random.pick([
        "",
        "a",
        "b",
        "A",
        "ab",
        "a%b",
        "a_b",
        "b\\",
        " é ",
        "😀x",
        "12",
        "-3.5",
        "2024-02-29",
      ]);
    case "INT":
      return random.from(-3, 9);
    case "FLOAT":
      return random.pick([-2.5, -0.5, 0, 0.5, 1, 1.5, 3.25, 100]);
    case "DATE":
      return random.pick([
        Date.UTC(2024, 0, 31, 12, 30, 15) * 1000 + 250_000,
        Date.UTC(2024, 1, 29) * 1000,
        Date.UTC(2023, 11, 31, 23, 59, 59) * 1000 + 999_999,
        Date.UTC(1969, 6, 20, 20, 17) * 1000,
        Date.UTC(2024, 5, 3, 8) * 1000,
      ]);
    case "BOOLEAN":
      return random.chance(0.5);
    default:
      return unreachable(type);
  }
}

function literal(cell: PqlValue, type: ColumnType): string {
  if (cell === null) return "NULL";
  if (type === "DATE") return `TIMESTAMP '${isoOfMicros(Number(cell)).replace("T", " ")}'`;
  return typeof cell === "string" ? `'${cell.replaceAll("'", "''")}'` : String(cell);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
