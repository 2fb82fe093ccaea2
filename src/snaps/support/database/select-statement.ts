import type { SnapContext } from "../../../engine/snap-context.ts";
import type { Document, Value } from "../../../expr/value.ts";
import type { SqlStatement, TableColumn } from "./database-driver.ts";
import type { DatabaseSession, TableInfo } from "./database-session.ts";
import type { SqlTextSetting } from "./sql-text.ts";
import { findColumn, readTableName } from "./table-name.ts";

type Text = (document: Value) => string;

interface SelectSettings {
  readonly schemaName: Text;
  readonly tableName: Text;
  readonly whereClause: SqlTextSetting;
  readonly orderBy: readonly { readonly columns: Text }[];
  readonly outputFields: readonly { readonly outputField: Text }[];
  readonly fetchOutputFieldsInSchema: boolean;
  readonly limitRows: (document: Value) => number;
  readonly limitOffset: (document: Value) => number;
}

/** The statement of a Select for one document, and the columns that its schema view tells of. */
export async function selectStatement(
  session: DatabaseSession,
  context: SnapContext<SelectSettings>,
  document: Document,
): Promise<{ readonly statement: SqlStatement; readonly columns: readonly TableColumn[] }> {
  const { limits, mode, settings } = context;
  const table = await session.requireTable(
    readTableName(settings.schemaName(document), settings.tableName(document)),
  );
  const fields = settings.outputFields
    .map(({ outputField }) => outputField(document))
    .filter((name) => name.trim() !== "")
    .map((name) => findColumn(name, table.columns, table.quotedName));
  const orders = settings.orderBy
    .map(({ columns }) => columns(document))
    .filter((text) => text.trim() !== "")
    .map((text) => orderOf(text, table, session));
  const where = settings.whereClause.forDocument(document);
  const text = [
    `SELECT ${fields.length === 0 ? "*" : fields.map(({ name }) => session.dialect.quote(name)).join(", ")}`,
    `FROM ${table.quotedName}`,
    ...(where.isBlank ? [] : [`WHERE ${where.render(session.dialect.placeholder)}`]),
    ...(orders.length === 0 ? [] : [`ORDER BY ${orders.join(", ")}`]),
  ].join(" ");
  const wanted = settings.limitRows(document);
  const seen = mode === "preview" ? limits.previewDocumentsMax : Number.POSITIVE_INFINITY;
  const limit = Math.min(wanted < 0 ? Number.POSITIVE_INFINITY : wanted, seen);
  const isOrdered = orders.length > 0;
  return {
    statement: {
      text: session.dialect.limited(
        { text, isOrdered },
        Number.isFinite(limit) ? limit : undefined,
        settings.limitOffset(document),
      ),
      values: where.values,
    },
    columns: settings.fetchOutputFieldsInSchema && fields.length > 0 ? fields : table.columns,
  };
}

/** `age`, `"Age" DESC`, `age asc`. */
function orderOf(text: string, table: TableInfo, { dialect }: DatabaseSession): string {
  const [, name = text, way = ""] = /^(.*?)(?:\s+(asc|desc))?$/is.exec(text.trim()) ?? [];
  const column = findColumn(name, table.columns, table.quotedName);
  return `${dialect.quote(column.name)}${way === "" ? "" : ` ${way.toUpperCase()}`}`;
}
