export interface OrgsTable {
  readonly id: string;
  readonly name: string;
  readonly created_ms: number;
}
