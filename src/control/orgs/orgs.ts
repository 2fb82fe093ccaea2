import type { Caller } from "../caller.ts";
import type { OrgRole } from "../identity/identity.ts";
import type { Where } from "../where.ts";

/** Orgs and their projects. */
export interface Orgs {
  /** The orgs the caller has a role in, by name. */
  list(caller: Caller): Promise<readonly Org[]>;
  /** The org meant; refuses with `org-required`, or with `not-found` and the names the caller has. */
  resolve(caller: Caller, org: string | undefined): Promise<Org>;
  /** Administrators only; the caller becomes the org's admin. */
  create(caller: Caller, name: string): Promise<Org>;
  /** By path. */
  projects(caller: Caller, org: string | undefined): Promise<readonly Project[]>;
  /**
   * The project meant; refuses as `resolve` does, and a path that starts with the org's name with the right value.
   * `argument` is what the caller calls `projectPath`; `project_path` when absent.
   */
  resolveProject(caller: Caller, where: Where, argument?: string): Promise<Project>;
  /** The project, created when it is not there. */
  ensureProject(caller: Caller, where: Where): Promise<Project>;
  /** How much the caller sees. Nothing is cached here, so the counts are of this moment. */
  counts(caller: Caller): Promise<AssetCounts>;
}

export interface Org {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  /** The caller's role. */
  readonly role: OrgRole;
}

export interface Project {
  readonly id: string;
  readonly orgId: string;
  readonly org: string;
  /** Inside the org, one or two names: `shared`, `MyTeam/my-project`. */
  readonly projectPath: string;
  /** `/Org/MyTeam/my-project`. */
  readonly path: string;
}

export interface AssetCounts {
  readonly organizations: number;
  readonly projects: number;
  /** Pipelines, files and Snaplexes. */
  readonly assets: number;
}
