export interface FilesTable {
  readonly id: string;
  readonly org_id: string;
  readonly project_id: string;
  readonly name: string;
  /** The name in lower case, for searching. */
  readonly search_name: string;
  /** Bytes. */
  readonly size: number;
  /** Names the blob. */
  readonly sha256: string;
  readonly content_type: string;
  readonly owner: string;
  readonly created_ms: number;
  readonly updated_ms: number;
}
