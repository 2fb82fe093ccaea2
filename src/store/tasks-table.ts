/** Calls of the tasks extension. They belong to callers, not to orgs. */
export interface TasksTable {
  readonly id: string;
  readonly owner: string;
  readonly toolset: string;
  readonly status: string;
  readonly status_message: string | null;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly ttl_ms: number;
  /** JSON: a result or an error. */
  readonly outcome: string | null;
  /** JSON: what it asks its client. */
  readonly questions: string | null;
}
