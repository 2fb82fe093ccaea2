/** MCP sessions: everything by which any process goes on with one. */
export interface Sessions {
  /** The session, unless it has ended, or been idle or there for too long. */
  find(id: string): Promise<Session | undefined>;
  /** The same, when it is remembered from a moment ago. */
  recall(id: string): Session | undefined;
  /** Adds a session, unless its owner or the table has as many as the limits allow. */
  add(session: Session): Promise<"added" | "owner-full" | "full">;
  change(id: string, change: SessionChange): Promise<void>;
  /** The session was used now; on disk within `touchIntervalMs`. */
  touch(id: string): void;
  remove(id: string): Promise<void>;
  /** Removes what has been idle or there for too long, and tells the ids. */
  removeExpired(): Promise<readonly string[]>;
}

export interface Session {
  readonly id: string;
  readonly owner: string;
  readonly credential: string;
  readonly toolset: string;
  readonly protocolVersion: string;
  readonly initialized: boolean;
  readonly preferences: SessionPreferences;
  readonly client: Readonly<Record<string, unknown>>;
  readonly logLevel: string;
  readonly subscriptions: readonly string[];
  readonly createdMs: number;
  readonly usedMs: number;
}

export interface SessionPreferences {
  readonly org?: string;
  readonly projectPath?: string;
  readonly snaplexPath?: string;
}

export type SessionChange = Partial<
  Pick<Session, "initialized" | "preferences" | "logLevel" | "subscriptions">
>;
