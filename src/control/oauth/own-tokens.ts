import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { hashSecret } from "../../base/ids.ts";
import { accessTokenType, grantClaim } from "./access-tokens.ts";
import { jwtFailure } from "./jwt-failure.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { isSameServer } from "./server-address.ts";
import { signingAlgorithm, type SigningKeys } from "./signing-keys.ts";

/** What an access token of our own says, once its signature and its times are right. */
export interface OwnToken {
  /** The `jti`. */
  readonly id: string;
  readonly clientId: string;
  /** The client itself, or a user. */
  readonly subject: string;
  readonly grantId: string | undefined;
  readonly scopes: readonly string[];
  readonly audience: unknown;
  readonly keyId: string;
  readonly issuedMs: number;
  readonly expiresMs: number;
}

export type OwnTokenRead =
  | { readonly kind: "token"; readonly token: OwnToken }
  | { readonly kind: "invalid"; readonly description: string };

/** Verifies access tokens of our own issuer, each once: a signature that was right stays right. */
export class OwnTokens {
  readonly #core: OAuthCore;
  readonly #keys: SigningKeys;
  /** By the hash of the token, so that memory holds no token. */
  readonly #verified = new Map<string, OwnToken>();

  constructor(core: OAuthCore, keys: SigningKeys) {
    this.#core = core;
    this.#keys = keys;
  }

  async verify(text: string, serverUrl: string): Promise<OwnTokenRead> {
    const hash = hashSecret(text);
    const known = this.#verified.get(hash);
    const read: OwnTokenRead =
      known === undefined ? await this.#read(text, serverUrl) : { kind: "token", token: known };
    if (read.kind === "invalid") return read;
    const { token } = read;
    if (token.expiresMs <= this.#core.clock.now()) {
      this.#verified.delete(hash);
      return invalid(jwtFailure(new errors.JWTExpired("", {})));
    }
    if (known === undefined) this.#remember(hash, token);
    // A key may have been discarded since.
    const trusted = (await this.#keys.find(token.keyId)) !== undefined;
    return trusted ? read : invalid(jwtFailure(new errors.JWKSNoMatchingKey()));
  }

  async #read(text: string, serverUrl: string): Promise<OwnTokenRead> {
    const { clock, settings } = this.#core;
    try {
      const { kid = "" } = decodeProtectedHeader(text);
      const { iss } = decodeJwt(text);
      if (typeof iss === "string" && !isSameServer(iss, settings.issuer ?? serverUrl)) {
        return invalid("The token is of another issuer.");
      }
      const key = await this.#keys.find(kid);
      if (key === undefined) throw new errors.JWKSNoMatchingKey();
      const { payload } = await jwtVerify(text, key, {
        algorithms: [signingAlgorithm],
        typ: accessTokenType,
        currentDate: new Date(clock.now()),
        requiredClaims: ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope"],
      });
      return { kind: "token", token: toToken(payload, kid) };
    } catch (thrown) {
      return invalid(jwtFailure(thrown));
    }
  }

  #remember(hash: string, token: OwnToken): void {
    const oldest = this.#verified.keys().next().value;
    const full = this.#verified.size >= this.#core.limits.verifiedTokensMax;
    if (full && oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(hash, token);
  }
}

function toToken(payload: JWTPayload, keyId: string): OwnToken {
  const grant = payload[grantClaim];
  return {
    id: payload.jti ?? "",
    clientId: String(payload["client_id"]),
    subject: payload.sub ?? "",
    grantId: typeof grant === "string" ? grant : undefined,
    scopes: String(payload["scope"]).split(" "),
    audience: payload.aud,
    keyId,
    issuedMs: (payload.iat ?? 0) * 1000,
    expiresMs: (payload.exp ?? 0) * 1000,
  };
}

function invalid(description: string): OwnTokenRead {
  return { kind: "invalid", description };
}
