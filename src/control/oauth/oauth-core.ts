import type { Audit } from "../audit/audit.ts";
import type { IdentityCore } from "../core.ts";
import type { OAuthSettings } from "./oauth-settings.ts";
import type { RowGeneration } from "./row-generation.ts";
import type { ServerKey } from "../secrets/server-key.ts";

/** What the services around OAuth share. */
export interface OAuthCore extends IdentityCore {
  readonly audit: Pick<Audit, "record">;
  readonly settings: OAuthSettings;
  readonly serverKey: ServerKey;
  /** Moves on after every change of clients, keys, grants and groups. */
  readonly rows: RowGeneration;
}
