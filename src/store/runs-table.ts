export interface RunsTable {
  readonly ruuid: string;
  readonly org_id: string;
  readonly label: string;
  readonly pipeline_path: string;
  readonly project_path: string;
  /** Null for a temporary pipeline. */
  readonly pipeline_version: number | null;
  readonly runtime_path_id: string;
  readonly user_name: string;
  readonly mode: "execute" | "preview";
  /** Who started it: a user, or a task. */
  readonly invoker: "manual" | "triggered" | "scheduled" | "always_on";
  readonly task_id: string | null;
  readonly state: string;
  readonly created_ms: number;
  /** Null while it is at work. */
  readonly ended_ms: number | null;
  readonly documents: number;
  readonly error_documents: number;
  /** JSON: Snaps, errors and first output documents. */
  readonly report: string;
}

/** The journal of a run: one row for each state it entered. */
export interface RunStatesTable {
  readonly org_id: string;
  readonly ruuid: string;
  /** Counts from 0. */
  readonly position: number;
  readonly state: string;
  readonly at_ms: number;
}
