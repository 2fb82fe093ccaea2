/** Tasks that start pipelines: by an HTTP request, on a schedule, or so that one is always running. */
export interface ScheduledTasksTable {
  readonly id: string;
  readonly org_id: string;
  readonly project_id: string;
  readonly name: string;
  /** The user that its runs act as. */
  readonly owner_id: string;
  readonly kind: "triggered" | "scheduled" | "always_on";
  /** `/Org/Project/Name`. */
  readonly pipeline_path: string;
  readonly snaplex_path: string | null;
  /** JSON: schedule, parameters and limits. */
  readonly definition: string;
  /** Of the bearer token that triggers it. */
  readonly token_hash: string | null;
  /** Since when it is enabled; null while it is not. */
  readonly enabled_ms: number | null;
  /** When it is due next; null when never. Whoever moves it on has the firing. */
  readonly next_ms: number | null;
  readonly created_ms: number;
  readonly updated_ms: number;
}

/** One time that a task was due. */
export interface TaskFiringsTable {
  readonly id: string;
  readonly org_id: string;
  readonly task_id: string;
  readonly due_ms: number;
  readonly claimed_ms: number;
  /** Id of the process that has it. */
  readonly holder: string;
  /** `claimed` until it is known what came of it. */
  readonly state: "claimed" | "started" | "skipped" | "missed" | "refused";
  readonly ruuid: string | null;
  /** Why it did not start; empty when it did. */
  readonly reason: string;
}
