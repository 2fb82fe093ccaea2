import { didYouMean } from "../../../../base/nearest.ts";
import { type DataFinding, dataFinding } from "../../data-finding.ts";
import type { ColumnType, DataSchema, EventLog } from "../../data-schema.ts";

/** What keys and event logs name, held against the columns there are. */
export function checkSchema(schema: DataSchema): readonly DataFinding[] {
  const findings: DataFinding[] = [];
  const typeOf = (table: string, column: string): ColumnType | undefined => {
    const columns = schema.tables.get(table)?.columns;
    const type = columns?.get(column);
    if (type === undefined)
      findings.push(unknownColumn(table, column, [...(columns?.keys() ?? [])]));
    return type;
  };
  for (const { parent, child } of schema.foreignKeys) {
    for (const [index, column] of parent.columns.entries()) {
      const other = child.columns[index] ?? "";
      const one = typeOf(parent.table, column);
      const two = typeOf(child.table, other);
      if (one === undefined || two === undefined || one === two) continue;
      findings.push(
        differentTypes(`"${parent.table}"."${column}"`, one, `"${child.table}"."${other}"`, two),
      );
    }
  }
  for (const log of schema.eventLogs) {
    const { activityTable: table } = log;
    typeOf(table, log.caseColumn);
    typeOf(table, log.activityColumn);
    if (log.sortingColumn !== undefined) typeOf(table, log.sortingColumn);
    for (const column of [log.timestampColumn, log.endTimestampColumn]) {
      if (column === undefined) continue;
      const type = typeOf(table, column);
      if (type !== undefined && type !== "DATE") findings.push(noDate(log, column, type));
    }
  }
  return findings;
}

function unknownColumn(table: string, column: string, known: readonly string[]): DataFinding {
  return dataFinding({
    code: "unknown-column",
    severity: "error",
    table,
    column,
    error: `"${table}" has no column \`${column}\`.`,
    reason: `Expected one of ${known
      .slice(0, 50)
      .map((name) => `\`${name}\``)
      .join(", ")}; found \`${column}\`.`,
    resolution: didYouMean(column, known) || "Name one of these; names are case-sensitive.",
  });
}

function differentTypes(
  one: string,
  typeOfOne: ColumnType,
  other: string,
  typeOfOther: ColumnType,
): DataFinding {
  return dataFinding({
    code: "key-types",
    severity: "error",
    error: `${one} and ${other} cannot be joined.`,
    reason: `Expected the same type on both sides of a foreign key; found ${typeOfOne} and ${typeOfOther}.`,
    resolution: "Declare both columns with the same `type`, for example STRING.",
  });
}

function noDate(log: EventLog, column: string, type: ColumnType): DataFinding {
  return dataFinding({
    code: "timestamp-type",
    severity: "error",
    table: log.activityTable,
    column,
    error: `"${log.activityTable}"."${column}" is no DATE.`,
    reason: `Expected points in time in event log "${log.id}"; found ${type}.`,
    resolution:
      "Declare the column with `type: DATE`, and with `format` where it is not ISO 8601, such as `%d.%m.%Y %H:%M:%S` or `epoch-seconds`.",
  });
}
