import type { ColumnType, DataSchema } from "../../../data/data-schema.ts";
import type { ReferenceRow } from "../../evaluate/reference-tables.ts";
import type { PqlValue } from "../../expression.ts";
import { isoOfMicros } from "../../iso-date.ts";

/** An event log with its rows, for DuckDB and for the reference evaluator. */
export interface EventLogModel {
  readonly schema: DataSchema;
  readonly rows: ReadonlyMap<string, readonly ReferenceRow[]>;
  readonly statements: readonly string[];
}

export interface LogEvent {
  readonly id: string | null;
  readonly activity: string | null;
  /** In minutes since 2024; null when unknown. */
  readonly at: number | null;
  readonly sorting?: number | null;
  readonly user?: string | null;
}

export interface LogShape {
  /** Cases by id; without them the log has no table of cases. */
  readonly cases?: readonly string[];
  readonly sorted?: boolean;
}

const types: Readonly<Record<string, ColumnType>> = {
  CASE_ID: "STRING",
  ACTIVITY: "STRING",
  TS: "DATE",
  SORTING: "INT",
  USER: "STRING",
};

const sqlTypes: Readonly<Record<string, string>> = {
  STRING: "VARCHAR",
  INT: "BIGINT",
  DATE: "TIMESTAMP",
};

/** Tables ACTIVITIES and, when there are cases, CASES with a REGION of two cases each. */
export function eventLogModel(events: readonly LogEvent[], shape: LogShape = {}): EventLogModel {
  const activities = events.map(
    ({ id, activity, at, sorting = null, user = null }): ReferenceRow =>
      new Map<string, PqlValue>([
        ["CASE_ID", id],
        ["ACTIVITY", activity],
        ["TS", at === null ? null : startMicros + at * 60_000_000],
        ["SORTING", sorting],
        ["USER", user],
      ]),
  );
  const cases = shape.cases?.map(
    (id, index): ReferenceRow =>
      new Map<string, PqlValue>([
        ["CASE_ID", id],
        ["REGION", `R${Math.floor(index / 2)}`],
      ]),
  );
  const columns = new Map(Object.entries(types));
  const caseColumns = new Map<string, ColumnType>([
    ["CASE_ID", "STRING"],
    ["REGION", "STRING"],
  ]);
  return {
    schema: {
      tables: new Map([
        ["ACTIVITIES", { name: "ACTIVITIES", columns, primaryKey: [] }],
        ...(cases === undefined
          ? []
          : [["CASES", { name: "CASES", columns: caseColumns, primaryKey: ["CASE_ID"] }] as const]),
      ]),
      foreignKeys:
        cases === undefined
          ? []
          : [
              {
                parent: { table: "CASES", columns: ["CASE_ID"] },
                child: { table: "ACTIVITIES", columns: ["CASE_ID"] },
              },
            ],
      eventLogs: [
        {
          id: "LOG",
          activityTable: "ACTIVITIES",
          ...(cases === undefined ? {} : { caseTable: "CASES" }),
          caseColumn: "CASE_ID",
          activityColumn: "ACTIVITY",
          timestampColumn: "TS",
          ...(shape.sorted === true ? { sortingColumn: "SORTING" } : {}),
        },
      ],
    },
    rows: new Map([
      ["ACTIVITIES", activities],
      ...(cases === undefined ? [] : [["CASES", cases] as const]),
    ]),
    statements: [
      ...tableSql("ACTIVITIES", columns, activities),
      ...(cases === undefined ? [] : tableSql("CASES", caseColumns, cases)),
    ],
  };
}

const startMicros = Date.UTC(2024, 0, 1) * 1000;

function tableSql(
  table: string,
  columns: ReadonlyMap<string, ColumnType>,
  rows: readonly ReferenceRow[],
): readonly string[] {
  const declared = [...columns].map(([name, type]) => `"${name}" ${sqlTypes[type] ?? "VARCHAR"}`);
  return [
    `CREATE TABLE "${table}" (${declared.join(", ")})`,
    ...rows.map((row) => {
      const cells = [...columns].map(([name, type]) => literal(row.get(name) ?? null, type));
      return `INSERT INTO "${table}" VALUES (${cells.join(", ")})`;
    }),
  ];
}

function literal(value: PqlValue, type: ColumnType): string {
  if (value === null) return "NULL";
  if (type === "DATE") return `TIMESTAMP '${isoOfMicros(Number(value)).replace("T", " ")}'`;
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
