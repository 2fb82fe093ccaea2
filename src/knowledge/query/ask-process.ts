import { nearestNames } from "../../base/nearest.ts";
import type { AnswerScope } from "../knowledge-base.ts";
import type { ModelEventLog } from "../model/knowledge-model.ts";
import { compileRows } from "../pql/compile-rows.ts";
import { eventColumns, type ProcessSource } from "../process/process-source.ts";
import type { Asker } from "./asker.ts";
import { columnTable } from "./column-types.ts";
import type { Filters } from "./filters.ts";
import { masked, openQuestion, type OpenQuestion } from "./open-question.ts";
import { pql } from "./pql-build.ts";
import { tableColumn } from "./column-reads.ts";
import type { QueryParts } from "./query-parts.ts";
import { QuestionRefusal } from "./question-refusal.ts";
import { refusalOf } from "./refusal-of.ts";
import { shownId } from "./resolve-column.ts";

/** Which events a question about a process is about. */
export interface ProcessQuestion {
  /** Id of an event log of the model; may be absent when there is one. */
  readonly eventLog?: string;
  /** About cases they choose cases; about the activity table they choose events. */
  readonly filters: Filters;
}

export interface ProcessAnswer<Answer> {
  readonly answer: Answer;
  readonly eventLog: string;
  readonly scope: AnswerScope;
}

export interface OpenProcess {
  readonly question: OpenQuestion;
  readonly source: ProcessSource;
  readonly log: ModelEventLog;
  readonly scope: AnswerScope;
  /** Whether a policy hides which case is which. */
  readonly casesMasked: boolean;
}

/** The events of a question under its filters and the asker's policies; `groupBy` is an attribute of the case. */
export function openProcess(
  parts: QueryParts,
  question: ProcessQuestion,
  asker: Asker,
  groupBy?: string,
): OpenProcess {
  const { filters } = question;
  const open = openQuestion(parts, asker, { filters, modelFilters: [], authored: false });
  const log = eventLogOf(parts, question);
  const { activityTable: table } = log;
  refuseMasked(log, open);
  const group = groupBy === undefined ? [] : [groupColumn(groupBy, log, open)];
  const compiled = compileRows(
    {
      table,
      columns: [
        ...eventColumns(log).map(({ name, column }) => ({ name, node: pql.column(table, column) })),
        ...group,
      ],
      conditions: open.conditions,
    },
    open.context,
  );
  if (compiled.kind === "invalid") throw refusalOf(compiled.findings, "");
  return {
    question: open,
    source: {
      warehouse: parts.data.warehouse,
      events: compiled.statement,
      sorted: log.sortingColumn !== undefined,
    },
    log,
    casesMasked: caseColumns(parts, log).some((one) => open.policies.maskedTableColumns.has(one)),
    scope: {
      appliedFilters: open.appliedFilters,
      maskedColumns: [],
      grain: table,
      loadedMs: parts.data.loadedMs,
    },
  };
}

function eventLogOf({ index }: QueryParts, { eventLog: id }: ProcessQuestion): ModelEventLog {
  const logs = index.model.eventLogs.filter((log) => log.eligible);
  const ids = logs.map((log) => log.id);
  const [only, ...more] = logs;
  if (id === undefined && only !== undefined && more.length === 0) return only;
  const found = logs.find((log) => log.id.toLowerCase() === id?.toLowerCase());
  if (found !== undefined) return found;
  const [nearest] = id === undefined ? [] : nearestNames(id, ids);
  throw new QuestionRefusal(
    "event_log",
    id === undefined ? "Which event log is not said" : `Unknown event log ${shownId(id)}`,
    ids.length === 0
      ? "The knowledge model shows no event log to agents."
      : `The event logs are ${ids.map(shownId).join(", ")}.`,
    ids.length === 0
      ? "Use load_data instead."
      : `Send "event_log": ${shownId(nearest ?? ids[0] ?? "")}.`,
  );
}

function refuseMasked(log: ModelEventLog, { policies }: OpenQuestion): void {
  for (const column of [log.activityColumn, log.timestampColumn]) {
    if (policies.maskedTableColumns.has(tableColumn(log.activityTable, column))) {
      throw masked(`${log.activityTable}.${column}`, "event_log", "looked into");
    }
  }
}

function groupColumn(
  id: string,
  log: ModelEventLog,
  open: OpenQuestion,
): { readonly name: string; readonly node: OpenGroup } {
  const column = open.column(id, "group_by");
  if (open.policies.masked.has(column.id)) throw masked(column.id, "group_by", "grouped by");
  const table = columnTable(column, open.context);
  if (column.kind === "attribute" && table !== log.activityTable) {
    return { name: "group", node: column.node };
  }
  throw new QuestionRefusal(
    "group_by",
    `${shownId(column.id)} is not an attribute of a case`,
    "Cases are grouped by a value that each case has once.",
    `Name an attribute of ${log.caseTable ?? "the case table"} or of a table above it.`,
  );
}

type OpenGroup = ReturnType<OpenQuestion["column"]>["node"];

/** The columns that tell which case is which: that of the activity table and those of the tables it belongs to. */
function caseColumns({ data }: QueryParts, log: ModelEventLog): readonly string[] {
  const own = tableColumn(log.activityTable, log.caseColumn);
  const above = data.schema.foreignKeys.flatMap(({ parent, child }) => {
    const at = child.table === log.activityTable ? child.columns.indexOf(log.caseColumn) : -1;
    const column = parent.columns[at];
    return column === undefined ? [] : tableColumn(parent.table, column);
  });
  return [own, ...above];
}
