import { createHash, timingSafeEqual } from "node:crypto";
import { hashSecret } from "../../base/ids.ts";
import type { TokenAnswer } from "./access-tokens.ts";
import type { OAuthClient } from "./clients.ts";
import { issueForGrant, liveGrant, narrowed } from "./grants.ts";
import { invalidGrant } from "./invalid-grant.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { spend } from "./spend.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Tokens for an authorization code. A code that comes twice was stolen by one of the two: the grant ends. */
export async function exchangeCode(
  core: OAuthCore,
  keys: SigningKeys,
  client: OAuthClient,
  form: ReadonlyMap<string, string>,
  serverUrl: string,
): Promise<TokenAnswer> {
  const { store, clock } = core;
  const hash = hashSecret(required(form, "code"));
  const verifier = required(form, "code_verifier");
  const redirectUri = required(form, "redirect_uri");
  const code = await store
    .selectFrom("oauth_codes")
    .selectAll()
    .where("hash", "=", hash)
    .executeTakeFirst();
  const grant = code === undefined ? undefined : await liveGrant(core, client, code.grant_id);
  if (code === undefined || grant === undefined) throw invalidGrant("The code is unknown or void.");
  if (code.used_ms !== null) await spend(core, "oauth_codes", code);
  if (code.expires_ms <= clock.now()) throw invalidGrant("The code has expired.");
  if (code.redirect_uri !== redirectUri) {
    throw invalidGrant("The redirect_uri is not the one of the authorization request.");
  }
  if (!provesChallenge(verifier, code.code_challenge)) {
    throw invalidGrant("The code_verifier does not belong to the code_challenge.");
  }
  // Before the code is spent: what is refused here can be asked for again.
  narrowed(grant.audience, form.get("resource"), serverUrl);
  await spend(core, "oauth_codes", code);
  return await issueForGrant(core, keys, client, grant, serverUrl, {
    scope: grant.scope,
    resource: form.get("resource"),
  });
}

function provesChallenge(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  const found = Buffer.from(createHash("sha256").update(verifier).digest("base64url"));
  const expected = Buffer.from(challenge);
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function required(form: ReadonlyMap<string, string>, name: string): string {
  const value = form.get(name);
  if (value !== undefined) return value;
  throw new OAuthRefusal("invalid_request", `The parameter ${name} is missing.`);
}
