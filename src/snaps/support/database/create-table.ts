import type { Document } from "../../../expr/value.ts";
import type { DatabaseSession } from "./database-session.ts";
import { columnsOfSchema } from "./schema-document.ts";
import type { NamePart } from "./table-name.ts";

/** Makes the table when there is none: like the schema that came, or else with columns for the values of a document. */
export async function createTable(
  session: DatabaseSession,
  name: readonly NamePart[],
  first: Document,
  schema: Document | undefined,
): Promise<void> {
  if ((await session.table(name)) !== undefined) return;
  const { dialect } = session;
  const known = schema === undefined ? undefined : columnsOfSchema(schema);
  const columns =
    known?.map((column) => {
      const type = dialect.typeOf(column);
      return `${dialect.quote(column.name)} ${type}${column.nullable ? "" : " NOT NULL"}`;
    }) ??
    Object.entries(first).map(
      ([key, value]) => `${dialect.quote(key)} ${dialect.columnType(value)}`,
    );
  const keys =
    known?.filter(({ isKey }) => isKey).map((column) => dialect.quote(column.name)) ?? [];
  const key = keys.length === 0 ? [] : [`PRIMARY KEY (${keys.join(", ")})`];
  const text = `CREATE TABLE ${session.quoted(name)} (${[...columns, ...key].join(", ")})`;
  await session.change({ text, values: [] });
  session.forgetTables();
}
