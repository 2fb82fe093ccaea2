import { naturalType } from "../load/column-expression.ts";
import type { ColumnDeclaration, DataModel, TableSource } from "../model/data-model.ts";
import type { ColumnRoles } from "./guess-roles.ts";
import type { ColumnProfile } from "./profile-columns.ts";

export interface EventLogParts {
  readonly id: string;
  readonly source: Exclude<TableSource, { kind: "cases" }>;
  readonly profiles: readonly ColumnProfile[];
  readonly roles: ColumnRoles;
  /** Columns with one value in a case. */
  readonly caseAttributes: readonly string[];
  /** Transitions of the lifecycle whose events are kept; all when there are none. */
  readonly kept: readonly string[];
}

export const activityTable = "ACTIVITIES";
export const caseTable = "CASES";

/** Two tables: `ACTIVITIES` with a row for each event, `CASES` with a row for each case and what is the same in it. */
export function eventLogModel(parts: EventLogParts): DataModel {
  const { roles, profiles, caseAttributes, kept, source } = parts;
  const caseColumn = nameOf(roles.case);
  const declared = profiles.flatMap((profile) => declarationOf(profile, roles) ?? []);
  const inCases = (column: ColumnDeclaration): boolean => caseAttributes.includes(column.name);
  const plain = { onlyDeclared: false, required: [], keep: [] };
  const { end, sorting, lifecycle } = roles;
  return {
    id: parts.id,
    displayName: parts.id,
    tables: [
      {
        ...plain,
        name: activityTable,
        source,
        columns: declared.filter((column) => !inCases(column)),
        primaryKey: [],
        required: [caseColumn, nameOf(roles.activity), nameOf(roles.timestamp)],
        keep:
          kept.length === 0 || lifecycle === undefined
            ? []
            : [{ column: nameOf(lifecycle), values: kept }],
      },
      {
        ...plain,
        name: caseTable,
        source: { kind: "cases", of: activityTable, caseColumn, columns: caseAttributes },
        columns: declared.filter((column) => inCases(column) || column.name === caseColumn),
        primaryKey: [caseColumn],
      },
    ],
    foreignKeys: [
      {
        parent: { table: caseTable, columns: [caseColumn] },
        child: { table: activityTable, columns: [caseColumn] },
      },
    ],
    eventLogs: [
      {
        id: "EVENT_LOG",
        activityTable,
        caseTable,
        caseColumn,
        activityColumn: nameOf(roles.activity),
        timestampColumn: nameOf(roles.timestamp),
        ...(end === undefined ? {} : { endTimestampColumn: nameOf(end) }),
        ...(sorting === undefined ? {} : { sortingColumn: nameOf(sorting) }),
      },
    ],
  };
}

function nameOf({ column }: ColumnProfile): string {
  return column.name;
}

/** What has to be said about a column, since its values alone might be read otherwise. */
function declarationOf(profile: ColumnProfile, roles: ColumnRoles): ColumnDeclaration | undefined {
  const { column, date } = profile;
  const { name } = column;
  if (date !== undefined) {
    const natural = column.holds ?? naturalType(column.type);
    if (natural === "DATE") return undefined;
    return { name, type: "DATE", ...(date.format === undefined ? {} : { format: date.format }) };
  }
  // `007` is no number where it names a case.
  if (profile === roles.case || profile === roles.activity) return { name, type: "STRING" };
  return undefined;
}
