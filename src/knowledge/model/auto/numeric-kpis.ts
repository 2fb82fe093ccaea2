import type { DataSchema, TableSchema } from "../../data/data-schema.ts";
import { quoted } from "../read/build-record.ts";
import { readableName } from "../readable-name.ts";
import type { KpiDraft } from "./model-of-data.ts";
import { plainId } from "./unique-id.ts";

/** Numbers that name or order things instead of measuring them. */
const naming =
  /(^|[\s_-])(id|ids|nr|no|num|number|key|code|zip|postcode|year|month|week|day|index|position|pos|line|version|sort\w*|order|seq\w*|row\w*)$/i;

/** Sum and average of the columns that measure something. */
export function numericKpis(table: TableSchema, schema: DataSchema): readonly KpiDraft[] {
  const keys = keyColumns(table, schema);
  const readable = readableName(table.name);
  return [...table.columns].flatMap(([column, type]) => {
    if (type !== "INT" && type !== "FLOAT") return [];
    const name = readableName(column);
    if (keys.has(column) || naming.test(column) || naming.test(name)) return [];
    const pql = `${quoted(table.name)}.${quoted(column)}`;
    const id = `${plainId(table.name)}_${plainId(column)}`;
    return [
      {
        id: `SUM_${id}`,
        displayName: `Total ${name}`,
        description: `Sum of ${name} over all rows of ${readable}.`,
        pql: `SUM(${pql})`,
        format: type === "INT" ? "#,##0" : "#,##0.##",
      },
      {
        id: `AVG_${id}`,
        displayName: `Average ${name}`,
        description: `Average of ${name} over all rows of ${readable}.`,
        pql: `AVG(${pql})`,
        format: "#,##0.##",
      },
    ];
  });
}

function keyColumns({ name, primaryKey }: TableSchema, schema: DataSchema): ReadonlySet<string> {
  const ofLogs = schema.eventLogs.flatMap((log) =>
    log.activityTable === name ? [log.caseColumn, log.sortingColumn ?? ""] : [],
  );
  const foreign = schema.foreignKeys.flatMap(({ parent, child }) =>
    [parent, child].flatMap((end) => (end.table === name ? end.columns : [])),
  );
  return new Set([...primaryKey, ...foreign, ...ofLogs]);
}
