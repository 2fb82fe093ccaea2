import { SignJWT } from "jose";
import { newSnodeId } from "../../base/ids.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { signingAlgorithm, type SigningKeys } from "./signing-keys.ts";

/** The `typ` of access tokens, by which no other JWT passes for one (RFC 9068). */
export const accessTokenType = "at+jwt";

/** Claim with the id of the user's grant; absent from tokens of clients that speak for themselves. */
export const grantClaim = "grant_id";

export interface AccessTokenOrder {
  /** The client itself, or the user. */
  readonly subject: string;
  readonly clientId: string;
  readonly scope: string;
  /** The part of the server that it is for; empty for all of it. */
  readonly audience: string;
  readonly grantId?: string;
}

/** The body of a successful answer of the token endpoint. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
}

export async function issueAccessToken(
  { clock, settings }: OAuthCore,
  keys: SigningKeys,
  serverUrl: string,
  order: AccessTokenOrder,
): Promise<TokenAnswer> {
  const { id, key } = await keys.current();
  const issuedSeconds = Math.floor(clock.now() / 1000);
  const lifeSeconds = Math.floor(settings.accessTokenLifeMs / 1000);
  const token = await new SignJWT({
    scope: order.scope,
    client_id: order.clientId,
    ...(order.grantId === undefined ? {} : { [grantClaim]: order.grantId }),
  })
    .setProtectedHeader({ alg: signingAlgorithm, typ: accessTokenType, kid: id })
    .setIssuer(settings.issuer ?? serverUrl)
    .setSubject(order.subject)
    .setAudience(`${serverUrl}${order.audience}`)
    .setIssuedAt(issuedSeconds)
    .setExpirationTime(issuedSeconds + lifeSeconds)
    .setJti(newSnodeId())
    .sign(key);
  return {
    access_token: token,
    token_type: "Bearer",
    expires_in: lifeSeconds,
    scope: order.scope,
  };
}
