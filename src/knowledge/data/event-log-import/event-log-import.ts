import type { DataFinding } from "../data-finding.ts";
import type { DataModel } from "../model/data-model.ts";
import type { DataLimits, ExcelReader } from "../source-readers.ts";

/** What was found out about one file with an event log: a data model that loads it, and why it is as it is. */
export interface EventLogImport {
  /** Print it with `printDataModel`. */
  readonly model: DataModel;
  readonly findings: readonly DataFinding[];
  readonly guesses: readonly Guess[];
}

export interface Guess {
  readonly what:
    | "format"
    | "encoding"
    | "delimiter"
    | "case column"
    | "activity column"
    | "timestamp column"
    | "end timestamp column"
    | "lifecycle column"
    | "resource column"
    | "timestamp format"
    | "case attributes"
    | "lead object type";
  readonly value: string;
  /** One sentence for people. */
  readonly why: string;
}

/** What the user says explicitly; all else is guessed. */
export interface EventLogOptions {
  /** Id of the data model; made of the file's name when absent. */
  readonly id?: string;
  readonly caseColumn?: string;
  readonly activityColumn?: string;
  readonly timestampColumn?: string;
  readonly endTimestampColumn?: string;
  /** Pattern such as `%d.%m.%Y %H:%M:%S`, `epoch-seconds`, `epoch-milliseconds`. */
  readonly timestampFormat?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  /** For OCEL: the objects of this type are the cases. */
  readonly leadType?: string;
  /** `all` keeps every event as it is; `complete` keeps those whose lifecycle transition is `complete`. */
  readonly lifecycle?: "all" | "complete";
}

export interface EventLogFile {
  /** Path in the package, as the data model will name it: `data/receipts.csv`. */
  readonly file: string;
  /** Where it is now, absolute. */
  readonly path: string;
}

export interface EventLogContext {
  readonly limits: DataLimits;
  /** For what is put on disk while the file is looked at. */
  readonly tempDirectory: string;
  readonly readExcel?: ExcelReader;
  readonly signal: AbortSignal;
}

/** What `importEventLog` does. It refuses a file that is no event log, and says what it found instead. */
export type ImportEventLog = (
  file: EventLogFile,
  options: EventLogOptions,
  context: EventLogContext,
) => Promise<EventLogImport>;
