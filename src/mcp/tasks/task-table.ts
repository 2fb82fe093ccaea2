/** A call that goes on after it was answered, until its result is fetched or its time is over. */
export interface TaskRecord {
  readonly id: string;
  /** Whose it is; for everybody else it does not exist. */
  readonly owner: string;
  /** A `SessionToolset`: the path it was made on. */
  readonly toolset: string;
  readonly status: TaskStatus;
  /** What it is doing now. */
  readonly statusMessage?: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdMs: number;
  readonly updatedMs: number;
  /** It is kept this long after its creation at least. */
  readonly ttlMs: number;
  /** JSON: the result of a completed one, the error of a failed one. */
  readonly outcome?: string;
  /** JSON by key: what a task that needs input asks. */
  readonly questions?: string;
}

export type TaskStatus = "working" | "input_required" | "completed" | "failed" | "cancelled";

export type TaskChange = Partial<
  Pick<TaskRecord, "status" | "statusMessage" | "outcome" | "questions">
>;

/** Where tasks are kept; what a task is, is on disk before anybody hears of it. */
export interface TaskTable {
  /** Adds a task, unless its owner has as many as the limits allow. */
  add(record: TaskRecord): Promise<"added" | "owner-full">;
  find(id: string): Promise<TaskRecord | undefined>;
  /** Does nothing to a task that has ended. */
  change(id: string, change: TaskChange): Promise<void>;
}

export function hasEnded(status: TaskStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
