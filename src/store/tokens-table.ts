export interface TokensTable {
  readonly id: string;
  readonly user_id: string;
  /** SHA-256 of the token, hexadecimal; the token itself is stored nowhere. */
  readonly hash: string;
  readonly region: string;
  readonly created_ms: number;
  readonly expires_ms: number;
  readonly revoked_ms: number | null;
}
