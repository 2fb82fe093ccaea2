/** Programs that may ask for access tokens. */
export interface OAuthClientsTable {
  readonly id: string;
  /** Null for one that registered itself: it acts for users alone and belongs to no org. */
  readonly org_id: string | null;
  readonly name: string;
  /** `public` has no secret. */
  readonly kind: "confidential" | "public";
  /** JSON lists. */
  readonly grant_types: string;
  readonly redirect_uris: string;
  readonly scopes: string;
  readonly groups: string;
  readonly created_by: string;
  readonly created_ms: number;
  readonly revoked_ms: number | null;
}

export interface OAuthClientSecretsTable {
  readonly id: string;
  readonly client_id: string;
  readonly org_id: string;
  /** SHA-256 of the secret, hexadecimal; the secret itself is stored nowhere. */
  readonly hash: string;
  readonly created_ms: number;
  /** Null while no later secret has replaced it. */
  readonly expires_ms: number | null;
}

export interface ApplicationKeysTable {
  readonly id: string;
  readonly org_id: string;
  readonly name: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
  /** JSON list. */
  readonly groups: string;
  readonly created_by: string;
  readonly created_ms: number;
  /** Null when it never expires. */
  readonly expires_ms: number | null;
  readonly revoked_ms: number | null;
}

/** Keys that sign access tokens. The newest signs; those before it verify until their last token has expired. */
export interface SigningKeysTable {
  /** Counts from 1, so that processes that rotate at once make one key together. */
  readonly generation: number;
  /** The `kid`. */
  readonly id: string;
  /** JSON: JWK. */
  readonly public_key: string;
  /** JWK, sealed with the server's key. */
  readonly private_key: string;
  readonly created_ms: number;
}

/** What a user allowed a client: the codes, refresh tokens and access tokens that come of it end with it. */
export interface OAuthGrantsTable {
  readonly id: string;
  readonly client_id: string;
  readonly user_id: string;
  readonly scope: string;
  readonly audience: string;
  readonly created_ms: number;
  readonly expires_ms: number;
  readonly revoked_ms: number | null;
}

export interface OAuthCodesTable {
  /** SHA-256 of the code, hexadecimal. */
  readonly hash: string;
  readonly grant_id: string;
  readonly redirect_uri: string;
  /** SHA-256 of the verifier, base64url. */
  readonly code_challenge: string;
  readonly expires_ms: number;
  readonly used_ms: number | null;
}

export interface OAuthRefreshTokensTable {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  readonly grant_id: string;
  readonly expires_ms: number;
  readonly used_ms: number | null;
}

/** Access tokens that were taken back before they expired. */
export interface RevokedAccessTokensTable {
  /** The `jti`. */
  readonly id: string;
  readonly expires_ms: number;
}

/** Policies of knowledge models speak of groups. */
export interface UserGroupsTable {
  readonly user_id: string;
  readonly name: string;
}
