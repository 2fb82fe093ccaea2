export interface SnaplexesTable {
  readonly id: string;
  readonly org_id: string;
  readonly name: string;
  readonly location: string;
  readonly environment: string;
  readonly created_ms: number;
}
