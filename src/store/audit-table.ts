export interface AuditTable {
  readonly id: string;
  /** Null when the call concerned no org that is known. */
  readonly org_id: string | null;
  readonly user_name: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly duration_ms: number;
  readonly request_id: string;
  readonly at_ms: number;
}
