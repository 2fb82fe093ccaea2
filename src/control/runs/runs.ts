import type { Finding } from "../../base/finding.ts";
import type { RunError, RunProgress, RunResult, SnapReport } from "../../engine/run-types.ts";
import type { Caller } from "../caller.ts";
import type { ImportedPipeline, PipelineTarget } from "../pipelines/pipelines.ts";
import type { RunExchange } from "./run-exchange.ts";
import type { Where } from "../where.ts";

/** Runs of pipelines: queued per Snaplex, journaled, stoppable. */
export interface Runs {
  /**
   * Runs a pipeline. Resolves with the ended run, or with `wait: false` with the queued one, which is on disk by then.
   * Refuses with `limit-reached` when the queue is full. A run past its timeout is stopped and is `Stopped` with the
   * error that says so; an aborted `signal` stops it too and rejects with the signal's reason.
   */
  execute(caller: Caller, order: ExecuteOrder): Promise<ExecutedRun>;
  /** Lint, and when it finds no error a preview run of at most `limits.previewDocumentsMax` documents per view. */
  validate(caller: Caller, order: ValidateOrder): Promise<Validation>;
  /** Refuses with `not-found`. A run at work shows its progress. */
  get(caller: Caller, ruuid: string): Promise<Run>;
  /** Resolves when the run has ended. Stopping an ended run is refused with `conflict`. */
  stop(caller: Caller, ruuid: string): Promise<Run>;
  /** Newest first. */
  list(caller: Caller, query: RunQuery): Promise<RunPage>;
}

/**
 * What is to be run: a stored pipeline, or the text of an SLP, which runs as a temporary pipeline of the project and
 * is not stored.
 */
export type RunSource = StoredSource | InlineSource;

export interface StoredSource {
  readonly kind: "stored";
  readonly target: PipelineTarget;
}

export interface InlineSource extends Where {
  readonly kind: "inline";
  readonly slp: string;
  readonly name?: string | undefined;
  /**
   * `false` stores the SLP first, as an import that overwrites does, and runs what was stored; otherwise nothing is
   * stored, so a stored pipeline of the same name is neither touched nor in the way.
   */
  readonly duplicateCheck?: boolean | undefined;
}

interface RunOrderBasics {
  readonly source: RunSource;
  /** The only Snaplex of the org when absent. */
  readonly snaplexPath?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | null>> | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ExecuteOrder extends RunOrderBasics {
  readonly wait: boolean;
  /** From the moment it was queued; no end when absent. */
  readonly timeoutMs?: number | undefined;
  /** The task that orders it; a user does when absent. */
  readonly task?: OrderingTask | undefined;
  /** Feeds the open input of the pipeline, and takes what the open output puts out. */
  readonly exchange?: RunExchange | undefined;
}

export interface OrderingTask {
  readonly id: string;
  readonly invoker: Exclude<Invoker, "manual">;
}

export interface ValidateOrder extends RunOrderBasics {}

export type RunState =
  | "Queued"
  | "NoUpdate"
  | "Prepared"
  | "Started"
  | "Completed"
  | "Failing"
  | "Failed"
  | "Stopping"
  | "Stopped";

/** Who started a run: a user, or a task of that kind. */
export type Invoker = "manual" | "triggered" | "scheduled" | "always_on";

export interface Run {
  readonly ruuid: string;
  readonly org: string;
  readonly label: string;
  /** Full path of the pipeline; of a temporary one, the path it would have. */
  readonly pipelinePath: string;
  readonly projectPath: string;
  /** Version of the stored pipeline; absent for a temporary one. */
  readonly pipelineVersion?: number;
  readonly runtimePathId: string;
  /** Name of the user. */
  readonly user: string;
  readonly mode: "execute" | "preview";
  readonly invoker: Invoker;
  readonly state: RunState;
  readonly stateLog: readonly RunStateChange[];
  readonly createdMs: number;
  /** From `Queued` to the end, or till now. */
  readonly durationMs: number;
  readonly documents: number;
  readonly errorDocuments: number;
  readonly snaps: readonly RunSnap[];
  readonly errors: readonly RunFailure[];
  /** First documents of the open outputs, by view label. */
  readonly outputs: RunResult["outputs"];
}

export type RunSnap = SnapReport;
export type RunFailure = RunError;
export type RunProgressReport = RunProgress;

export interface RunStateChange {
  readonly state: RunState;
  readonly atMs: number;
}

export interface ExecutedRun extends Run {
  /** What was stored before the run, with `duplicateCheck: false`. */
  readonly stored?: ImportedPipeline;
}

export interface RunQuery {
  readonly org?: string | undefined;
  /** Only runs in this state. */
  readonly state?: RunState | undefined;
  /** Only runs of this pipeline. */
  readonly pipelinePath?: string | undefined;
  /** `execute` when absent. */
  readonly mode?: Run["mode"] | undefined;
  readonly label?: string | undefined;
  /** Name of the user. */
  readonly user?: string | undefined;
  readonly projectPath?: string | undefined;
  readonly runtimePathId?: string | undefined;
  readonly invoker?: Invoker | undefined;
  readonly taskId?: string | undefined;
  /** Created in this time before now. */
  readonly withinMs?: number | undefined;
  /** Created at or after, and before. */
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** How many of the newest are left out. */
  readonly offset?: number | undefined;
  /** 10 when absent, at most 1,000. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface RunPage {
  readonly runs: readonly Run[];
  /** Runs that the query is true for, on all pages; not told beside a cursor. */
  readonly total?: number;
  readonly nextCursor?: string;
}

export interface Validation {
  readonly state: "Completed" | "Failed" | "Stopped";
  readonly label: string;
  readonly pipelinePath: string;
  readonly org: string;
  /** Absent when lint found errors, since nothing ran. */
  readonly ruuid?: string;
  readonly errorCount: number;
  readonly documentsCount: number;
  /** In the order of the pipeline. */
  readonly snapStatuses: readonly SnapStatus[];
  /** What concerns no single Snap. */
  readonly errors: readonly RunFailure[];
  readonly findings: readonly Finding[];
  readonly inputViews: readonly OpenPipelineView[];
  readonly outputViews: readonly OpenPipelineView[];
}

export interface SnapStatus {
  readonly id: string;
  readonly label: string;
  readonly classId: string;
  readonly state: RunSnap["state"];
  readonly errorCount: number;
  /** Errors, then warnings; empty when all is well. */
  readonly message: string;
  /** What to do about the first of them. */
  readonly fix: string;
  /** First documents per output view. */
  readonly preview: RunResult["outputs"];
}

export interface OpenPipelineView {
  /** `Mapper - output0`. */
  readonly label: string;
  readonly snapLabel: string;
  readonly viewId: string;
  readonly type: "document" | "binary";
  /** First documents, in a preview that got so far. */
  readonly documents: RunResult["outputs"][string];
}
