type RequestId = string | number;

/** What was sent on the streams of sessions, within the limits of the log. */
export interface SessionEvents {
  /** Begins a stream that ends when all of `pending` are answered; without any it is a session's own and never ends. */
  open(session: string, pending: readonly RequestId[]): Promise<number>;
  /** Adds a message; resolves with its position when it is on disk. */
  append(session: string, stream: number, message: string, answers?: RequestId): Promise<number>;
  /** A request of a stream gets no answer. */
  settle(session: string, stream: number, request: RequestId): Promise<void>;
  /** What follows a position; nothing when the log never had or no longer has that. */
  read(session: string, stream: number, after: number): Promise<LoggedEvents | undefined>;
}

export interface LoggedEvents {
  readonly events: readonly { readonly position: number; readonly message: string }[];
  readonly own: boolean;
  readonly ended: boolean;
}
