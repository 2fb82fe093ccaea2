import type { Principal } from "../identity/principal.ts";

/** What a request to an asset carries of who sends it. */
export interface AssetCredentials {
  /** Header `Authorization`: `Bearer <JWT>`, `Bearer <application key>`, `Bearer <SLToken>`, `AppKey <key>`, `SLToken <token>`. */
  readonly authorization: string | undefined;
  /** Header `AppKey`. */
  readonly appKey: string | undefined;
}

/** What was asked for, as tokens name it in their audience. */
export interface AssetResource {
  /** How the world addresses this server: `https://agents.example`. */
  readonly serverUrl: string;
  /** Path of the asset's endpoint: `/studio-copilot/api/v1/mcp-servers/mcp/{asset_id}`. */
  readonly path: string;
}

/** Says who sends a request to an asset. Never refuses because of what was sent; only when an issuer cannot be reached. */
export type AuthenticateAsset = (
  credentials: AssetCredentials,
  resource: AssetResource,
) => Promise<AssetAuthentication>;

export type AssetAuthentication =
  | { readonly kind: "absent" }
  | {
      readonly kind: "invalid";
      /** As RFC 6750 names it, with its status: 400, 401, 403. */
      readonly error: "invalid_request" | "invalid_token" | "insufficient_scope";
      /** One sentence: what is wrong and how to mend it; never a secret. ASCII without quotes, fit for a header. */
      readonly description: string;
    }
  | { readonly kind: "principal"; readonly principal: Principal };
