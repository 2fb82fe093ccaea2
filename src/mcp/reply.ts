/** How an answer leaves, whatever carries it. Exactly one of the methods is called, once. */
export interface Reply {
  /** `application/json`; `text` is JSON already. */
  json(status: number, text: string, headers?: ReplyHeaders): void;
  /** `200 text/event-stream` that is whole already. */
  events(text: string, headers?: ReplyHeaders): void;
  /** Nothing to say: `202` for what was taken, `200` for what was done. */
  empty(status: 200 | 202): void;
  /** `401`, with the sentence that says how to mend it. */
  unauthorized(sentence: string): void;
  /** `200 text/event-stream` that stays open. */
  stream(headers?: ReplyHeaders): EventStream;
  /** Called once, when the connection is gone before the answer was whole. */
  onGone(listener: () => void): void;
}

export type ReplyHeaders = Readonly<Record<string, string>>;

/** A stream of server-sent events to one client. */
export interface EventStream {
  /** Writes text that is made of whole events. */
  write(text: string): void;
  end(): void;
  /** Called once, when either side has closed it. */
  onClosed(listener: () => void): void;
}

/** One event that carries a message; with an `id` a client can resume after it. */
export function messageEvent(message: string, id?: string): string {
  return id === undefined
    ? `event: message\ndata: ${message}\n\n`
    : `event: message\nid: ${id}\ndata: ${message}\n\n`;
}

/** Lines that carry nothing and keep a connection from being cut. */
export const commentEvent = ": keep-alive\n\n";
