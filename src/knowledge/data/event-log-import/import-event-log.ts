import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Refusal } from "../../../base/errors.ts";
import { dateFormatHelp, isDateFormat } from "../model/date-format.ts";
import { type DataFinding, dataFinding } from "../data-finding.ts";
import { columnExpression } from "../load/column-expression.ts";
import { LoadWorkspace } from "../load/load-workspace.ts";
import { stagedTable } from "../load/staged-table.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import type { TableSource } from "../model/data-model.ts";
import { explainingFile, localFile } from "../sources/local-file.ts";
import { readSource } from "../sources/read-source.ts";
import { sniffCsv } from "../sources/sniff-csv.ts";
import type { SourceContext } from "../sources/source-context.ts";
import { toUtf8File } from "../sources/to-utf8-file.ts";
import { caseAttributes } from "./case-attributes.ts";
import type {
  EventLogContext,
  EventLogFile,
  EventLogImport,
  EventLogOptions,
  Guess,
} from "./event-log-import.ts";
import { eventLogModel } from "./event-log-model.ts";
import { guessEncoding } from "./guess-encoding.ts";
import { type EventLogFormat, guessFormat } from "./guess-format.ts";
import { type ColumnRoles, guessRoles } from "./guess-roles.ts";
import { importOcel } from "./import-ocel.ts";
import { modelId } from "./model-id.ts";
import { profileColumns } from "./profile-columns.ts";

/**
 * Looks at a file with an event log and says which data model loads it. Every event counts as it stands, as in PM4Py;
 * rows without a case, an activity or a timestamp do not.
 */
export async function importEventLog(
  file: EventLogFile,
  options: EventLogOptions,
  context: EventLogContext,
): Promise<EventLogImport> {
  const { limits, signal } = context;
  const { timestampFormat } = options;
  if (timestampFormat !== undefined && !isDateFormat(timestampFormat)) {
    throw noDateFormat(timestampFormat);
  }
  const folder = join(context.tempDirectory, `import-${randomBytes(6).toString("hex")}.loading`);
  await using workspace = await LoadWorkspace.create({ folder, limits, signal });
  const { readExcel } = context;
  const sourceContext: SourceContext = {
    table: "ACTIVITIES",
    workspace,
    readers: { resolve: () => file.path, ...(readExcel === undefined ? {} : { readExcel }) },
    asText: () => true,
    shared: new Map(),
    onRows: () => undefined,
  };
  await localFile(file.file, sourceContext);
  const { format, guess } = await guessFormat(file.file, file.path);
  if (format === "ocel2-json" || format === "ocel2-sqlite") {
    return await importOcel(file, format, options, sourceContext, [guess]);
  }
  const described = await describeSource(file, format, options, sourceContext);
  const read = await readSource(described.source, sourceContext);
  const rows = await stagedTable(read, workspace);
  return await describeLog(file, options, rows, workspace, {
    source: described.source,
    guesses: [guess, ...described.guesses],
  });
}

function noDateFormat(format: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `\`${format}\` does not say how timestamps are written`,
    "Expected signs such as %Y and %H, each for a part of the timestamp; found others, or none.",
    dateFormatHelp,
  );
}

interface DescribedSource {
  readonly source: Exclude<TableSource, { kind: "cases" }>;
  readonly guesses: readonly Guess[];
}

async function describeSource(
  { file, path }: EventLogFile,
  format: Exclude<EventLogFormat, "ocel2-json" | "ocel2-sqlite">,
  options: EventLogOptions,
  context: SourceContext,
): Promise<DescribedSource> {
  if (format === "excel") {
    const sheet = options.sheet === undefined ? {} : { sheet: options.sheet };
    return { source: { kind: "excel", file, headerRow: 1, ...sheet }, guesses: [] };
  }
  if (format !== "csv") return { source: { kind: format, file }, guesses: [] };
  const found =
    options.encoding === undefined
      ? await guessEncoding(path, context.workspace.signal)
      : { encoding: options.encoding, why: "You said so." };
  const base = {
    kind: "csv" as const,
    file,
    ...(found.encoding === "utf-8" ? {} : { encoding: found.encoding }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  };
  const utf8 = await toUtf8File(base, path, context);
  const dialect = await explainingFile(file, utf8, "CSV", () =>
    sniffCsv(base, utf8, context.workspace),
  );
  const delimiter = dialect?.delimiter;
  const guesses: Guess[] = [{ what: "encoding", value: found.encoding, why: found.why }];
  if (delimiter !== undefined) {
    const why = options.delimiter === undefined ? "It divides all lines alike." : "You said so.";
    guesses.push({ what: "delimiter", value: delimiter, why });
  }
  return { source: { ...base, ...(delimiter === undefined ? {} : { delimiter }) }, guesses };
}

async function describeLog(
  { file }: EventLogFile,
  options: EventLogOptions,
  rows: StagedRows,
  workspace: LoadWorkspace,
  { source, guesses }: DescribedSource,
): Promise<EventLogImport> {
  const measured = await profileColumns(rows, workspace, options);
  const profiles = measured.map((profile) => {
    const { timestampFormat: format, timestampColumn } = options;
    return format !== undefined && profile.column.name === timestampColumn
      ? { ...profile, date: { format, why: "You said so." } }
      : profile;
  });
  const roles = guessRoles(file, profiles, options);
  const attributes = await caseAttributes(rows, profiles, roles, workspace);
  const kept = options.lifecycle === "complete" ? await completeNames(rows, roles, workspace) : [];
  const model = eventLogModel({
    id: options.id ?? modelId(file),
    source,
    profiles,
    roles,
    caseAttributes: attributes,
    kept,
  });
  const { date } = roles.timestamp;
  const more: Guess[] = [];
  if (date?.format !== undefined) {
    more.push({ what: "timestamp format", value: date.format, why: date.why });
  }
  if (attributes.length > 0) {
    const why = "They have one value in each case.";
    more.push({ what: "case attributes", value: attributes.join(", "), why });
  }
  return {
    model,
    guesses: [...guesses, ...roles.guesses, ...more],
    findings: [
      ...rows.findings,
      ...ambiguousDates(roles),
      ...(await outOfOrder(rows, roles, workspace)),
      ...(await incompleteRows(rows, roles, workspace)),
    ],
  };
}

/** As they are written in the log: `complete`, `COMPLETE`. */
async function completeNames(
  rows: StagedRows,
  { lifecycle }: ColumnRoles,
  workspace: LoadWorkspace,
): Promise<readonly string[]> {
  if (lifecycle === undefined) return [];
  const { sql } = lifecycle.column;
  const names = await workspace.read(
    `SELECT DISTINCT ${sql} FROM ${rows.relation} WHERE lower(${sql}) = 'complete' ORDER BY 1`,
  );
  return names.map(([name]) => String(name));
}

function ambiguousDates({ timestamp }: ColumnRoles): readonly DataFinding[] {
  const { date, column } = timestamp;
  if (date?.ambiguous === undefined) return [];
  return [
    dataFinding({
      code: "ambiguous-dates",
      table: "ACTIVITIES",
      column: column.name,
      error: `"${column.name}" can be read in two ways.`,
      reason: `Expected a day beyond the 12th that tells days from months; found none. It is read as \`${date.format ?? ""}\`, not as \`${date.ambiguous}\`.`,
      resolution: `If that is wrong, import again with \`--timestamp-format "${date.ambiguous}"\`.`,
    }),
  ];
}

async function outOfOrder(
  rows: StagedRows,
  roles: ColumnRoles,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const key = roles.case.column.sql;
  const { column, date } = roles.timestamp;
  const format = date?.format === undefined ? {} : { format: date.format };
  const time = columnExpression(column, { name: column.name, type: "DATE", ...format }).sql;
  const count = await workspace.readNumber(
    `SELECT count(DISTINCT k) FROM (SELECT ${key} AS k, ${time} AS t, lag(${time}) OVER (PARTITION BY ${key} ORDER BY rowid) AS before FROM ${rows.relation} WHERE ${complete(roles)}) WHERE t < before`,
  );
  if (count === 0) return [];
  return [
    dataFinding({
      code: "events-out-of-order",
      table: "ACTIVITIES",
      count,
      error: `${count} ${count === 1 ? "case has" : "cases have"} events that do not stand in the order of their timestamps.`,
      reason: `Expected events of a case in the order in which they happened; they are ordered by "${column.name}", and those of the same time as they stand in the file.`,
      resolution:
        "Nothing, if timestamps are right. Other tools may take the order of the file, and then count other variants.",
    }),
  ];
}

/** Holds for rows that are events. */
function complete(roles: ColumnRoles): string {
  return [roles.case, roles.activity, roles.timestamp]
    .map(({ column }) => `${column.sql} IS NOT NULL`)
    .join(" AND ");
}

async function incompleteRows(
  rows: StagedRows,
  roles: ColumnRoles,
  workspace: LoadWorkspace,
): Promise<readonly DataFinding[]> {
  const count = await workspace.readNumber(
    `SELECT count(*) FROM ${rows.relation} WHERE NOT (${complete(roles)})`,
  );
  if (count === 0) return [];
  return [
    dataFinding({
      code: "incomplete-events",
      table: "ACTIVITIES",
      count,
      error: `${count} ${count === 1 ? "row is" : "rows are"} no event.`,
      reason:
        "Expected a case, an activity and a timestamp; rows without one of them are left out.",
      resolution:
        "Complete them in the file, or remove the column from `required` in the data model.",
    }),
  ];
}
