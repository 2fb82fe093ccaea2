/** Calls that go on after they were answered. */
export interface CallTasks {
  /** Adds a task, on disk when this resolves, unless its owner has as many as the limits allow. */
  add(task: CallTask): Promise<"added" | "owner-full">;
  /** The task, unless its time is over. */
  find(id: string): Promise<CallTask | undefined>;
  /** Does nothing to a task that has ended. */
  change(id: string, change: CallTaskChange): Promise<void>;
}

export interface CallTask {
  readonly id: string;
  readonly owner: string;
  readonly toolset: string;
  readonly status: "working" | "input_required" | "completed" | "failed" | "cancelled";
  readonly statusMessage?: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly ttlMs: number;
  readonly outcome?: string;
  readonly questions?: string;
}

export type CallTaskChange = Partial<
  Pick<CallTask, "status" | "statusMessage" | "outcome" | "questions">
>;
