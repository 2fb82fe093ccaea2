import type { Caller } from "../caller.ts";

/** Programs that may ask for access tokens, kept by the administrators of an org. */
export interface OAuthClients {
  /** The secret of a confidential client is shown this once; only its hash is kept. */
  create(
    caller: Caller,
    client: NewOAuthClient,
  ): Promise<OAuthClient & { readonly secret?: string }>;
  /** By name; revoked ones are listed too. */
  list(caller: Caller, org: string | undefined): Promise<readonly OAuthClient[]>;
  /** Makes another secret. The ones before it end after `graceMs`, at once when absent. */
  rotateSecret(caller: Caller, id: string, graceMs?: number): Promise<{ readonly secret: string }>;
  /** Ends the client and every token that it was given, at once. Revoking twice is the same as once. */
  revoke(caller: Caller, id: string): Promise<void>;
}

/** `client_credentials` speaks for the client itself; `authorization_code` for a user who allowed it. */
export type GrantType = "client_credentials" | "authorization_code" | "refresh_token";

export interface NewOAuthClient {
  readonly org: string | undefined;
  readonly name: string;
  /** `confidential` when absent. */
  readonly kind?: "confidential" | "public" | undefined;
  /** `client_credentials` when absent; with redirect URIs `authorization_code` and `refresh_token`. */
  readonly grantTypes?: readonly GrantType[] | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** All that there are when absent. */
  readonly scopes?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

export interface OAuthClient {
  /** The `client_id`. */
  readonly id: string;
  /** Absent for a client that registered itself. */
  readonly orgId?: string;
  readonly name: string;
  readonly kind: "confidential" | "public";
  readonly grantTypes: readonly GrantType[];
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly createdBy: string;
  readonly createdMs: number;
  readonly revokedMs?: number;
}
