/** MCP sessions. They belong to callers, not to orgs. */
export interface SessionsTable {
  readonly id: string;
  readonly owner: string;
  /** SHA-256 of the header it was opened with, hexadecimal. */
  readonly credential: string;
  readonly toolset: string;
  readonly protocol_version: string;
  readonly initialized: number;
  /** JSON. */
  readonly preferences: string;
  /** JSON: capabilities of the client. */
  readonly client: string;
  readonly log_level: string;
  /** JSON: uris. */
  readonly subscriptions: string;
  readonly created_ms: number;
  readonly used_ms: number;
}

/** A stream of events of a session. */
export interface SessionStreamsTable {
  readonly session_id: string;
  /** Counts from 1 in its session. */
  readonly stream: number;
  /** JSON: ids of the requests that it has not answered. */
  readonly pending: string;
  /** The session's own, which no request began and which never ends. */
  readonly own: number;
  /** Of the newest event that was added; 0 before the first. */
  readonly last_position: number;
  readonly created_ms: number;
}

export interface SessionEventsTable {
  readonly session_id: string;
  readonly stream: number;
  /** Counts from 1 in its stream. */
  readonly position: number;
  /** JSON-RPC. */
  readonly message: string;
  /** Bytes. */
  readonly size: number;
  readonly at_ms: number;
}
