export interface ProjectsTable {
  readonly id: string;
  readonly org_id: string;
  /** Inside the org: `shared`, `MyTeam/my-project`. */
  readonly path: string;
  readonly created_ms: number;
}
