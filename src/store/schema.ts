import type { Kysely } from "kysely";
import type { AccountsTable } from "./accounts-table.ts";
import type { AssetGrantsTable } from "./asset-grants-table.ts";
import type { AuditTable } from "./audit-table.ts";
import type { DataLoadsTable } from "./data-loads-table.ts";
import type { FilesTable } from "./files-table.ts";
import type { NodesTable } from "./nodes-table.ts";
import type {
  ApplicationKeysTable,
  OAuthClientSecretsTable,
  OAuthClientsTable,
  OAuthCodesTable,
  OAuthGrantsTable,
  OAuthRefreshTokensTable,
  RevokedAccessTokensTable,
  SigningKeysTable,
  UserGroupsTable,
} from "./oauth-tables.ts";
import type { OrgsTable } from "./orgs-table.ts";
import type {
  PackageAssetsTable,
  PackageFilesTable,
  PackagesTable,
  PackageVersionsTable,
} from "./packages-table.ts";
import type { PipelinesTable, PipelineVersionsTable } from "./pipelines-table.ts";
import type { ProjectsTable } from "./projects-table.ts";
import type { RolesTable } from "./roles-table.ts";
import type { RunsTable, RunStatesTable } from "./runs-table.ts";
import type { ScheduledTasksTable, TaskFiringsTable } from "./scheduled-tasks-table.ts";
import type { SessionEventsTable, SessionsTable, SessionStreamsTable } from "./sessions-table.ts";
import type { SettingsTable } from "./settings-table.ts";
import type { SnaplexesTable } from "./snaplexes-table.ts";
import type { TasksTable } from "./tasks-table.ts";
import type { TokensTable } from "./tokens-table.ts";
import type { UsersTable } from "./users-table.ts";

/**
 * The tables. Times are milliseconds since 1970-01-01T00:00:00Z, flags are 0 or 1, every row of an org carries its
 * `org_id`.
 */
export interface Schema {
  readonly users: UsersTable;
  readonly tokens: TokensTable;
  readonly orgs: OrgsTable;
  readonly roles: RolesTable;
  readonly projects: ProjectsTable;
  readonly pipelines: PipelinesTable;
  readonly pipeline_versions: PipelineVersionsTable;
  readonly files: FilesTable;
  readonly accounts: AccountsTable;
  readonly snaplexes: SnaplexesTable;
  readonly nodes: NodesTable;
  readonly runs: RunsTable;
  readonly run_states: RunStatesTable;
  readonly audit: AuditTable;
  readonly settings: SettingsTable;
  readonly sessions: SessionsTable;
  readonly session_streams: SessionStreamsTable;
  readonly session_events: SessionEventsTable;
  readonly tasks: TasksTable;
  readonly oauth_clients: OAuthClientsTable;
  readonly oauth_client_secrets: OAuthClientSecretsTable;
  readonly application_keys: ApplicationKeysTable;
  readonly signing_keys: SigningKeysTable;
  readonly oauth_grants: OAuthGrantsTable;
  readonly oauth_codes: OAuthCodesTable;
  readonly oauth_refresh_tokens: OAuthRefreshTokensTable;
  readonly revoked_access_tokens: RevokedAccessTokensTable;
  readonly user_groups: UserGroupsTable;
  readonly packages: PackagesTable;
  readonly package_files: PackageFilesTable;
  readonly package_versions: PackageVersionsTable;
  readonly package_assets: PackageAssetsTable;
  readonly asset_grants: AssetGrantsTable;
  readonly data_loads: DataLoadsTable;
  readonly scheduled_tasks: ScheduledTasksTable;
  readonly task_firings: TaskFiringsTable;
}

export type Store = Kysely<Schema>;
