/** The limits of the authorization server and of who calls assets; part of `Limits`. */
export interface OAuthLimits {
  /** Bytes of the body of one request to the OAuth endpoints. */
  readonly oauthBodyBytesMax: number;
  /** An authorization code is good for this long, and the form that leads to it. */
  readonly authorizationCodeLifeMs: number;
  readonly authorizationFormLifeMs: number;
  /** A refresh token ends when unused for this long; what a user granted ends after `oauthGrantLifeMs` in any case. */
  readonly refreshTokenLifeMs: number;
  readonly oauthGrantLifeMs: number;
  /** The longest life that access tokens may be given, and how long a retired signing key still verifies. */
  readonly accessTokenLifeMsMax: number;
  /** A signing key this old is replaced. */
  readonly signingKeyLifeMs: number;
  /** OAuth clients, and application keys, of one org. */
  readonly oauthClientsPerOrgMax: number;
  readonly applicationKeysPerOrgMax: number;
  /** Redirect URIs of one OAuth client, and characters of one. */
  readonly redirectUrisMax: number;
  readonly redirectUriLengthMax: number;
  /** Clients that registered themselves, those that one address may register in a minute. */
  readonly selfRegisteredClientsMax: number;
  readonly selfRegistrationsPerMinuteMax: number;
  /** A client that registered itself and was never granted anything is removed after this. */
  readonly selfRegisteredIdleMs: number;
  /** Groups of one user, OAuth client or application key. */
  readonly groupsMax: number;
  /** Characters of one JWT. */
  readonly accessTokenLengthMax: number;
  /** Verified access tokens that the process remembers. */
  readonly verifiedTokensMax: number;
  /** What is remembered of users, clients and keys is read anew after this, when the store does not tell of changes. */
  readonly identityMemoryMs: number;
  /** Bytes of one document of an external issuer, how long fetching it may take. */
  readonly issuerDocumentBytesMax: number;
  readonly issuerTimeoutMs: number;
  /** Keys of an external issuer are fetched anew after this; for an unknown key at most every `issuerRefetchMs`. */
  readonly issuerKeysLifeMs: number;
  readonly issuerRefetchMs: number;
}

export const defaultOAuthLimits: OAuthLimits = {
  oauthBodyBytesMax: 64 * 1024,
  authorizationCodeLifeMs: 60_000,
  authorizationFormLifeMs: 10 * 60 * 1000,
  refreshTokenLifeMs: 30 * 24 * 60 * 60 * 1000,
  oauthGrantLifeMs: 90 * 24 * 60 * 60 * 1000,
  accessTokenLifeMsMax: 60 * 60 * 1000,
  signingKeyLifeMs: 90 * 24 * 60 * 60 * 1000,
  oauthClientsPerOrgMax: 1_000,
  applicationKeysPerOrgMax: 1_000,
  redirectUrisMax: 20,
  redirectUriLengthMax: 2_000,
  selfRegisteredClientsMax: 1_000,
  selfRegistrationsPerMinuteMax: 10,
  selfRegisteredIdleMs: 24 * 60 * 60 * 1000,
  groupsMax: 100,
  accessTokenLengthMax: 12_000,
  verifiedTokensMax: 10_000,
  identityMemoryMs: 3_000,
  issuerDocumentBytesMax: 512 * 1024,
  issuerTimeoutMs: 5_000,
  issuerKeysLifeMs: 10 * 60 * 1000,
  issuerRefetchMs: 30_000,
};
