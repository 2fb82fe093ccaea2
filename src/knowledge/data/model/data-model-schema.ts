import { z } from "zod";
import { dateFormatHelp, isDateFormat } from "./date-format.ts";

/** Data models as authors write them. The descriptions are published in `docs/schemas` and stand in findings. */
const name = z.string().min(1).max(200);
const table = name.describe("Name of a table of this data model.");
const column = name.describe("Name of a column.");

export const columnTypes = ["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"] as const;

const file = z
  .string()
  .min(1)
  .max(1000)
  .describe("Path in the package, such as `data/orders.csv`.");

const csv = z.strictObject({
  kind: z.literal("csv"),
  file,
  delimiter: z.string().min(1).max(4).describe("Found out when absent.").optional(),
  quote: z.string().max(1).describe('`"` when absent; empty for none.').optional(),
  encoding: z
    .string()
    .max(40)
    .describe("Such as `windows-1252` or `utf-16le`; UTF-8 when absent.")
    .optional(),
  header: z
    .boolean()
    .describe("Whether the first line names the columns; found out when absent.")
    .optional(),
  nullTexts: z
    .array(z.string().max(100))
    .max(20)
    .describe("Texts that stand for an empty cell, besides the empty text.")
    .optional(),
  dateFormat: z.string().max(100).describe("Such as `%d.%m.%Y`; found out when absent.").optional(),
  timestampFormat: z
    .string()
    .max(100)
    .refine(isDateFormat, dateFormatHelp)
    .describe("Such as `%d.%m.%Y %H:%M:%S`; found out when absent.")
    .optional(),
  skipLines: z.int().min(0).max(10_000).describe("Lines before the header.").optional(),
});

const excel = z.strictObject({
  kind: z.literal("excel"),
  file,
  sheet: name.describe("The first sheet when absent.").optional(),
  headerRow: z.int().min(1).max(100_000).describe("Row that names the columns, from 1.").default(1),
});

const ocelTable = {
  file,
  content: z
    .enum([
      "events",
      "objects",
      "event-objects",
      "object-objects",
      "object-changes",
      "activities",
      "cases",
    ])
    .describe(
      "Which table of the log. `activities` has a row for each event of each object of the lead type, `cases` those objects.",
    ),
  type: name
    .describe(
      "Event or object type whose rows and attributes are wanted; the lead object type of `activities` and `cases`.",
    )
    .optional(),
};

const source = z.discriminatedUnion("kind", [
  csv,
  z.strictObject({ kind: z.literal("parquet"), file }),
  z.strictObject({ kind: z.literal("json"), file }),
  z.strictObject({ kind: z.literal("jsonl"), file }),
  excel,
  z.strictObject({ kind: z.literal("ocel2-json"), ...ocelTable }),
  z.strictObject({ kind: z.literal("ocel2-sqlite"), ...ocelTable }),
  z.strictObject({ kind: z.literal("xes"), file }),
  z.strictObject({
    kind: z.literal("duckdb"),
    file,
    table: name.describe("Table or view in that file."),
  }),
  z.strictObject({
    kind: z.literal("postgres"),
    connection: name.describe(
      "Name of a connection of this installation; its address and password never stand here.",
    ),
    schema: name.describe("`public` when absent.").optional(),
    table: name.describe("Table or view to read. Either this or `query`.").optional(),
    query: z
      .string()
      .min(1)
      .max(20_000)
      .describe("SELECT to read. Either this or `table`.")
      .optional(),
  }),
  z.strictObject({
    kind: z.literal("rows"),
    generator: name.describe("Name of a generator of this product, such as `order-to-cash`."),
  }),
  z.strictObject({
    kind: z.literal("cases"),
    of: table.describe("Activity table whose cases the rows are."),
    caseColumn: column.describe("Column of that table that tells the case."),
    columns: z
      .array(column)
      .max(2000)
      .describe("Columns with one value in a case; they move here from the activity table.")
      .default([]),
  }),
]);

const columnDeclaration = z.strictObject({
  name: column.describe("Name in the source."),
  rename: name.describe("Name in the data model; that of the source when absent.").optional(),
  type: z
    .enum(columnTypes)
    .describe("Values that do not fit are empty and counted. Found out when absent.")
    .optional(),
  format: z
    .string()
    .min(1)
    .max(100)
    .refine(isDateFormat, dateFormatHelp)
    .describe(
      "How a DATE is written: such as `%d.%m.%Y %H:%M:%S`, `epoch-seconds` or `epoch-milliseconds`. ISO 8601 when absent.",
    )
    .optional(),
  decimal: z
    .enum([".", ","])
    .describe("Decimal sign of INT and FLOAT in texts; `.` when absent.")
    .optional(),
});

const keys = z.strictObject({
  table,
  columns: z.array(column).min(1).max(20),
});

export const dataModelSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}_-]{1,100}$/u, "An id has letters, digits, `_` and `-`.")
    .describe("Name by which knowledge models refer to it in `dataModelId`."),
  displayName: z.string().max(200).describe("Name that people read.").optional(),
  warehouse: z
    .strictObject({
      postgres: name.describe("Name of a connection of this installation."),
      schema: name.describe("Schema with the tables.").default("public"),
    })
    .describe("Leaves the tables where they are and asks them there; they have no `source` then.")
    .optional(),
  refreshMinutes: z
    .int()
    .min(1)
    .max(60 * 24 * 31)
    .describe("Loads the data anew so often; only on request when absent.")
    .optional(),
  tables: z
    .array(
      z.strictObject({
        name: name.describe("Name in PQL."),
        source: source.describe("Where the rows come from.").optional(),
        columns: z
          .array(columnDeclaration)
          .max(2000)
          .describe("What is to be said about columns; the others are loaded as they are.")
          .default([]),
        onlyDeclared: z
          .boolean()
          .describe("Loads the columns that stand in `columns` and no others.")
          .default(false),
        primaryKey: z
          .array(column)
          .max(20)
          .describe("Columns whose values together occur once.")
          .default([]),
        required: z
          .array(column)
          .max(100)
          .describe("Rows in which one of these is empty are left out and counted.")
          .default([]),
        keep: z
          .array(
            z.strictObject({
              column,
              values: z.array(z.string().max(1000)).min(1).max(1000),
            }),
          )
          .max(20)
          .describe("Loads only rows whose value is one of these; the others are counted.")
          .default([]),
      }),
    )
    .min(1)
    .max(1000)
    .describe("Tables."),
  foreignKeys: z
    .array(
      z.strictObject({
        parent: z.union([table, keys]).describe("The table of which each row has many."),
        child: z.union([table, keys]).describe("The table whose rows belong to one of them each."),
        columns: z
          .array(column)
          .min(1)
          .max(20)
          .describe("Columns that have the same name on both sides.")
          .optional(),
      }),
    )
    .max(2000)
    .describe("How tables hang together, 1:N from parent to child.")
    .default([]),
  eventLogs: z
    .array(
      z.strictObject({
        id: name,
        activityTable: table,
        caseTable: table.optional(),
        caseColumn: column.describe("Column of the activity table that tells the case."),
        activityColumn: column,
        timestampColumn: column.describe("A DATE."),
        endTimestampColumn: column.describe("A DATE: when the activity ended.").optional(),
        sortingColumn: column.describe("Orders events of equal timestamps.").optional(),
      }),
    )
    .max(100)
    .describe("Which columns tell what happened, when, and in which case.")
    .default([]),
});

export type RawDataModel = z.output<typeof dataModelSchema>;
