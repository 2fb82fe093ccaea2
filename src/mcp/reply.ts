/** How an answer leaves, whatever carries it. Exactly one of the methods is called, once. */
export interface Reply {
  json(status: number, body: unknown): void;
  /** Nothing to say: `202` for what was taken, `200` for what was done. */
  empty(status: 200 | 202): void;
  /** `401`, with the sentence that says how to mend it. */
  unauthorized(sentence: string): void;
  /** `200 text/event-stream`. */
  stream(headers: Readonly<Record<string, string>>): EventStream;
}

/** A stream of server-sent events to one client. */
export interface EventStream {
  send(message: unknown): void;
  /** A line that carries nothing and keeps the connection from being cut. */
  comment(): void;
  end(): void;
  /** Called once, when either side has closed it. */
  onClosed(listener: () => void): void;
}
