/** Who may use or edit a package, or one asset of it. */
export interface AssetGrantsTable {
  readonly org_id: string;
  readonly package_id: string;
  /** Empty for the whole package. */
  readonly asset_id: string;
  readonly subject_kind: "user" | "client" | "application-key" | "group" | "role";
  /** Id of the user, client or key; name of the group or role. */
  readonly subject: string;
  readonly permission: "USE" | "EDIT";
  readonly granted_by: string;
  readonly granted_ms: number;
}
