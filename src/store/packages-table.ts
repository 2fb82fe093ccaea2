/** A package of data models, knowledge models and MCP Server assets. */
export interface PackagesTable {
  readonly id: string;
  readonly org_id: string;
  readonly key: string;
  readonly name: string;
  /** Counts the changes of the draft. */
  readonly draft_revision: number;
  /** The version that answers. */
  readonly deployed_version: string | null;
  /** The version that is to answer as soon as its data is loaded. */
  readonly pending_version: string | null;
  /** Whether every user with a role in the org may use the version that answers. */
  readonly members_may_use: number;
  readonly created_by: string;
  readonly created_ms: number;
  readonly updated_ms: number;
}

/** The files of drafts and versions. */
export interface PackageFilesTable {
  readonly org_id: string;
  readonly package_id: string;
  /** `draft`, or a version such as `1.2.0`. */
  readonly version: string;
  readonly path: string;
  /** Names the blob. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly updated_by: string;
  readonly updated_ms: number;
}

/** Versions are written once and never changed. */
export interface PackageVersionsTable {
  readonly org_id: string;
  readonly package_id: string;
  readonly version: string;
  /** Counts from 1 in its package. */
  readonly position: number;
  readonly summary: string;
  readonly published_by: string;
  /** Id of the user as whom action flows run. */
  readonly published_by_id: string;
  readonly members_may_use: number;
  readonly published_ms: number;
}

/** Which package an endpoint belongs to. An id stays with its package, whatever becomes of the asset. */
export interface PackageAssetsTable {
  readonly asset_id: string;
  readonly org_id: string;
  readonly package_id: string;
  readonly created_ms: number;
}
