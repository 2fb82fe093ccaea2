export interface NodesTable {
  readonly id: string;
  readonly org_id: string;
  readonly snaplex_id: string;
  readonly host: string;
  readonly version: string;
  readonly slots: number;
  readonly started_ms: number;
  readonly heartbeat_ms: number;
}
