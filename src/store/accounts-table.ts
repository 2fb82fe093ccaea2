export interface AccountsTable {
  readonly id: string;
  readonly org_id: string;
  readonly project_id: string;
  readonly name: string;
  /** Name of its type in the catalogue. */
  readonly type: string;
  /** Class of the exported account it was imported from. */
  readonly class_id: string | null;
  readonly usable_by: "members" | "admins";
  /** Values that are no secrets, as JSON by key. */
  readonly settings: string;
  /** Keys of the secrets that are set, as a JSON list. */
  readonly secret_keys: string;
  /** The key of this account's secrets, sealed with the key of the server. */
  readonly data_key: string;
  /** The secrets as JSON by key, sealed with the data key. */
  readonly secrets: string;
  readonly version: number;
  readonly created_by: string;
  readonly created_ms: number;
  readonly updated_by: string;
  readonly updated_ms: number;
}
