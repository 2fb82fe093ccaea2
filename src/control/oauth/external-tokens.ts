import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { Refusal } from "../../base/errors.ts";
import { hashSecret } from "../../base/ids.ts";
import { ExternalKeys, type FetchDocument } from "./external-keys.ts";
import { jwtFailure } from "./jwt-failure.ts";
import type { OAuthCore } from "./oauth-core.ts";
import type { ExternalIssuer } from "./oauth-settings.ts";

/** What an access token of another issuer says, once it is verified. */
export interface ExternalToken {
  readonly issuer: ExternalIssuer;
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  readonly expiresMs: number;
}

export type ExternalTokenRead =
  | { readonly kind: "token"; readonly token: ExternalToken }
  | { readonly kind: "invalid"; readonly description: string };

/** Verifies access tokens of one issuer that the operator named. */
export class ExternalTokens {
  readonly issuer: ExternalIssuer;
  readonly #core: OAuthCore;
  readonly #keys: ExternalKeys;
  readonly #verified = new Map<string, ExternalToken>();

  constructor(core: OAuthCore, issuer: ExternalIssuer, fetchDocument: FetchDocument) {
    this.issuer = issuer;
    this.#core = core;
    this.#keys = new ExternalKeys(core, issuer, fetchDocument);
  }

  async verify(text: string): Promise<ExternalTokenRead> {
    const { clock, limits } = this.#core;
    const hash = hashSecret(text);
    const known = this.#verified.get(hash);
    if (known !== undefined && known.expiresMs > clock.now())
      return { kind: "token", token: known };
    this.#verified.delete(hash);
    const read = await this.#read(text);
    if (read.kind === "invalid") return read;
    const oldest = this.#verified.keys().next().value;
    const full = this.#verified.size >= limits.verifiedTokensMax;
    if (full && oldest !== undefined) this.#verified.delete(oldest);
    // Asked again once in a while, so that a key which the issuer withdrew stops counting.
    const expiresMs = Math.min(read.token.expiresMs, clock.now() + limits.issuerKeysLifeMs);
    this.#verified.set(hash, { ...read.token, expiresMs });
    return read;
  }

  async #read(text: string): Promise<ExternalTokenRead> {
    const { issuer } = this;
    try {
      const { kid, typ } = decodeProtectedHeader(text);
      if (kid === undefined) return invalid("The token does not name its key: kid is missing.");
      if (!isAccessType(typ)) {
        throw new errors.JWTClaimValidationFailed("", {}, "typ", "check_failed");
      }
      const { payload } = await jwtVerify(text, this.#keys.find, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: [...issuer.algorithms],
        clockTolerance: issuer.clockToleranceSeconds,
        currentDate: new Date(this.#core.clock.now()),
        requiredClaims: ["exp", "sub"],
      });
      return { kind: "token", token: toToken(issuer, payload) };
    } catch (thrown) {
      if (thrown instanceof Refusal) throw thrown;
      return invalid(jwtFailure(thrown));
    }
  }
}

/** Many issuers still give their access tokens no type, or the plain one. */
function isAccessType(typ: string | undefined): boolean {
  if (typ === undefined) return true;
  return ["jwt", "at+jwt", "application/jwt", "application/at+jwt"].includes(typ.toLowerCase());
}

function toToken(issuer: ExternalIssuer, payload: JWTPayload): ExternalToken {
  const subject = payload.sub ?? "";
  const name = payload[issuer.nameClaim];
  return {
    issuer,
    subject,
    name: typeof name === "string" ? name : subject,
    groups: listOf(payload[issuer.groupsClaim]),
    scopes: listOf(payload[issuer.scopeClaim]).flatMap((text) => text.split(" ")),
    expiresMs: ((payload.exp ?? 0) + issuer.clockToleranceSeconds) * 1000,
  };
}

function listOf(claim: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return items.filter((item) => typeof item === "string");
}

function invalid(description: string): ExternalTokenRead {
  return { kind: "invalid", description };
}
