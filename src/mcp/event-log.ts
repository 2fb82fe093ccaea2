import type { RequestId } from "./json-rpc.ts";

/**
 * What was sent on the streams of sessions, so that a client whose connection broke hears the rest: in the order it
 * was sent, on disk before it is sent, for as long as the limits of the log allow. Positions count from 1.
 */
export interface EventLog {
  /** Begins a stream that ends when all of `pending` are answered; without any it is a session's own and never ends. */
  open(session: string, pending: readonly RequestId[]): Promise<number>;
  /** Adds a message; `answers` is the request it answers. Resolves with its position. */
  append(session: string, stream: number, message: string, answers?: RequestId): Promise<number>;
  /** A request of a stream gets no answer: its client cancelled it. */
  settle(session: string, stream: number, request: RequestId): Promise<void>;
  /** What follows a position; nothing when the log never had or no longer has that stream. */
  read(session: string, stream: number, after: number): Promise<LoggedEvents | undefined>;
}

export interface LoggedEvents {
  readonly events: readonly { readonly position: number; readonly message: string }[];
  /** The stream is a session's own rather than that of requests. */
  readonly own: boolean;
  /** Nothing more will come. */
  readonly ended: boolean;
}

/** The id of an event, unique in its session; position 0 is the beginning of a stream. */
export function eventId(stream: number, position: number): string {
  return `${stream}-${position}`;
}

/** What an id names; nothing when it is not one of ours. */
export function readEventId(
  id: string,
): { readonly stream: number; readonly position: number } | undefined {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(id);
  if (match === null) return undefined;
  return { stream: Number(match[1]), position: Number(match[2]) };
}
