import { nearestNames } from "../../../base/nearest.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { TableColumn } from "./database-driver.ts";

/** One part of a name, and whether it was written in quotes, so that its case counts. */
export interface NamePart {
  readonly name: string;
  readonly isQuoted: boolean;
}

/**
 * The parts of a name as people write it: `employees`, `public.employees`, `"public"."employees"`,
 * `` `shop`.`orders` ``, `[dbo].[Order Details]`. Whatever it holds, each part is a name and nothing else.
 */
export function readName(text: string): readonly NamePart[] {
  const parts: NamePart[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const quoted =
      /^(?:"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[((?:[^\]]|\]\])*)\])\s*(?:\.\s*|$)/.exec(rest);
    if (quoted !== null) {
      const [whole, double, back, bracket] = quoted;
      const name =
        double?.replaceAll('""', '"') ??
        back?.replaceAll("``", "`") ??
        bracket?.replaceAll("]]", "]") ??
        "";
      parts.push({ name, isQuoted: true });
      rest = rest.slice(whole.length);
    } else {
      const dot = rest.indexOf(".");
      const end = dot < 0 ? rest.length : dot;
      parts.push({ name: rest.slice(0, end).trim(), isQuoted: false });
      rest = rest.slice(end + 1).trimStart();
    }
  }
  const usable = parts.filter(({ name }) => name !== "");
  if (usable.length !== parts.length || usable.some(({ name }) => name.includes("\0")))
    throw badName(text);
  return usable;
}

/** The parts of a table's name: those of `tableName`, behind those of `schemaName` unless it names a schema itself. */
export function readTableName(schema: string, table: string): readonly NamePart[] {
  const parts = readName(table);
  if (parts.length === 0) {
    throw new SnapFailure(
      "The Snap names no table",
      'Expected a name in "tableName"; found none.',
      'Set "tableName", such as `orders` or `"Order Details"`.',
    );
  }
  if (parts.length > 3) throw badName(table);
  return parts.length > 1 ? parts : [...readName(schema), ...parts];
}

/** The column that a person means: written exactly, or in another case when that leaves one. */
export function findColumn(
  text: string,
  columns: readonly TableColumn[],
  table: string,
): TableColumn {
  const name = readName(text).at(-1)?.name ?? "";
  const found = columnNamed(name, columns);
  if (found === undefined) throw noColumn(name, columns, table);
  return found;
}

export function columnNamed(
  name: string,
  columns: readonly TableColumn[],
): TableColumn | undefined {
  const exact = columns.find((column) => column.name === name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  const alike = columns.filter((column) => column.name.toLowerCase() === lower);
  return alike.length === 1 ? alike[0] : undefined;
}

export function noColumn(
  name: string,
  columns: readonly TableColumn[],
  table: string,
): SnapFailure {
  const names = columns.map((column) => column.name);
  const shown = names
    .slice(0, 30)
    .map((one) => `\`${one}\``)
    .join(", ");
  const near = nearestNames(name, names)[0];
  return new SnapFailure(
    `There is no column "${name.slice(0, 200)}" in ${table}`,
    `${table} has ${shown}${names.length > 30 ? " and more" : ""}.`,
    near === undefined ? "Name one of its columns." : `Did you mean \`${near}\`?`,
  );
}

function badName(text: string): SnapFailure {
  return new SnapFailure(
    "A name of the database cannot be read",
    `Expected a name such as \`orders\`, \`public.orders\` or \`"public"."Order Details"\`; found \`${text.slice(0, 200)}\`.`,
    "Put each part with a blank, a dot or a quote in it in quotes.",
  );
}

export function noTable(parts: readonly NamePart[]): SnapFailure {
  const name = parts.map((part) => part.name).join(".");
  return new SnapFailure(
    `There is no table "${name.slice(0, 200)}"`,
    "The server finds none of that name, or the user of the account may not see it.",
    'Correct "schemaName" and "tableName"; for a table in another schema name the schema too.',
  );
}
