/** What an operator decides about access tokens. */
export interface OAuthSettings {
  /** Origin that tokens name as their issuer; how the world addresses this server when absent. */
  readonly issuer?: string | undefined;
  readonly accessTokenLifeMs: number;
  /** Whether clients may register themselves: public ones, that redirect to the machine of their user alone. */
  readonly dynamicRegistration: boolean;
  readonly externalIssuers: readonly ExternalIssuer[];
}

/** Another authorization server, whose access tokens are good here. */
export interface ExternalIssuer {
  /** The `iss` of its tokens, to the letter. */
  readonly issuer: string;
  /** Where its keys are; read from its discovery document, on the issuer's own host, when absent. */
  readonly jwksUrl?: string | undefined;
  /** The `aud` that its tokens for this server have. */
  readonly audience: string;
  /** Org in which its tokens act. */
  readonly org: string;
  /** Whether `nameClaim` names a user of this server, or a program that is known by the issuer alone. */
  readonly subject: "user" | "client";
  readonly nameClaim: string;
  readonly groupsClaim: string;
  /** Claim with the scopes, as a list or with blanks between. */
  readonly scopeClaim: string;
  /** Scope that a token needs to call tools. */
  readonly scope: string;
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly clockToleranceSeconds: number;
}

/** Signatures with a public key, the only ones that prove who issued a token to somebody else. */
export const signatureAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** 15 minutes, as the published server has it. */
export const defaultOAuthSettings: OAuthSettings = {
  accessTokenLifeMs: 15 * 60 * 1000,
  dynamicRegistration: false,
  externalIssuers: [],
};
