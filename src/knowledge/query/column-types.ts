import type { ColumnType } from "../data/data-schema.ts";
import { checkPql } from "../pql/check-pql.ts";
import type { CheckContext } from "../pql/query.ts";
import type { ModelColumn, ModelIndex } from "./model-index.ts";
import type { QuestionRefusal } from "./question-refusal.ts";
import { refusalOf } from "./refusal-of.ts";

/** The types of all columns of a model; one whose PQL does not fit the data is left out. */
export function columnTypes(
  { columns }: ModelIndex,
  context: CheckContext,
): ReadonlyMap<string, ColumnType> {
  return new Map(
    [...columns.values()].flatMap((column) => {
      const type = columnType(column, context, "");
      return typeof type === "string" ? [[column.id, type] as const] : [];
    }),
  );
}

/** The type of a column, or why it cannot be computed. One that is always null counts as text. */
export function columnType(
  { node }: ModelColumn,
  context: CheckContext,
  attribute: string,
): ColumnType | QuestionRefusal {
  const checked = checkPql(node, context);
  if (checked.kind === "invalid") return refusalOf(checked.findings, attribute);
  return checked.type === "NULL" ? "STRING" : checked.type;
}

/** The table whose rows a column has values for; none when it is computed over many rows, or wrong. */
export function columnTable({ node }: ModelColumn, context: CheckContext): string | undefined {
  const checked = checkPql(node, context);
  return checked.kind === "invalid" ? undefined : checked.table;
}
