import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { Refusal } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";
import type { OAuthCore } from "./oauth-core.ts";
import type { ExternalIssuer } from "./oauth-settings.ts";

/** Fetches a JSON document of an issuer; rejects when it cannot be had within the limits. Redirects are not followed. */
export type FetchDocument = (url: string) => Promise<unknown>;

type KeySet = ReturnType<typeof createLocalJWKSet>;

/**
 * The keys that an external issuer publishes. They are fetched once in a while, and once more for a key that is not
 * among them; how often is bounded, so that forged tokens do not make us ask without end.
 */
export class ExternalKeys {
  readonly #core: Pick<OAuthCore, "clock" | "limits">;
  readonly #issuer: ExternalIssuer;
  readonly #fetchDocument: FetchDocument;
  #keys: KeySet | undefined;
  #fetchedMs = -Infinity;
  #triedMs = -Infinity;
  #fetching: Promise<void> | undefined;

  constructor(
    core: Pick<OAuthCore, "clock" | "limits">,
    issuer: ExternalIssuer,
    fetchDocument: FetchDocument,
  ) {
    this.#core = core;
    this.#issuer = issuer;
    this.#fetchDocument = fetchDocument;
  }

  /** The key of a token's header; refuses with `unavailable` when the issuer was never reached. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const { clock, limits } = this.#core;
    if (clock.now() - this.#fetchedMs >= limits.issuerKeysLifeMs) await this.#fetch();
    if (this.#keys === undefined) throw unavailable(this.#issuer.issuer);
    try {
      return await this.#keys(header, token);
    } catch (thrown) {
      if (!(thrown instanceof errors.JWKSNoMatchingKey)) throw thrown;
    }
    await this.#fetch();
    return await this.#keys(header, token);
  };

  /** One fetch at a time, and none within `issuerRefetchMs` of the last. Old keys are kept when it fails. */
  async #fetch(): Promise<void> {
    const { clock, limits } = this.#core;
    if (this.#fetching === undefined && clock.now() - this.#triedMs < limits.issuerRefetchMs)
      return;
    this.#fetching ??= this.#fetchNow().finally(() => {
      this.#fetching = undefined;
    });
    await this.#fetching;
  }

  async #fetchNow(): Promise<void> {
    const { clock } = this.#core;
    this.#triedMs = clock.now();
    try {
      const url = this.#issuer.jwksUrl ?? (await this.#discover());
      const document = await this.#fetchDocument(url);
      if (!isKeySet(document)) return;
      this.#keys = createLocalJWKSet(document);
      this.#fetchedMs = clock.now();
    } catch {
      // The keys that are known stay good; without any the caller says that the issuer cannot be reached.
    }
  }

  /** The issuer's own document says where its keys are; only a place on its own host counts. */
  async #discover(): Promise<string> {
    const { issuer } = this.#issuer;
    const base = issuer.replace(/\/$/, "");
    const document = await this.#fetchDocument(`${base}/.well-known/openid-configuration`);
    const found = isObject(document) ? document["jwks_uri"] : undefined;
    const same = isObject(document) && document["issuer"] === issuer;
    const url = typeof found === "string" ? URL.parse(found) : null;
    if (same && url !== null && url.origin === new URL(issuer).origin) return url.href;
    throw new TypeError("the discovery document does not name keys on the issuer's own host");
  }
}

function isKeySet(document: unknown): document is JSONWebKeySet {
  return isObject(document) && Array.isArray(document["keys"]) && document["keys"].every(isObject);
}

function unavailable(issuer: string): Refusal {
  return new Refusal(
    "unavailable",
    "The issuer of the token cannot be reached.",
    `The keys of ${issuer} could not be fetched, so that nothing says whether the token is right.`,
    "Try again in a while, or have the operator check `oauth.externalIssuers` in the config file.",
  );
}
