export interface PipelinesTable {
  /** The `snode_id`; stays through overwriting. */
  readonly id: string;
  readonly org_id: string;
  readonly project_id: string;
  readonly name: string;
  /** The newest version. */
  readonly version: number;
  readonly created_ms: number;
  readonly updated_ms: number;
}

export interface PipelineVersionsTable {
  readonly org_id: string;
  readonly pipeline_id: string;
  readonly version: number;
  /** As it was imported. */
  readonly slp: string;
  /** Bytes. */
  readonly size: number;
  readonly author: string;
  readonly created_ms: number;
}
