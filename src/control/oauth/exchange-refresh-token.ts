import { hashSecret } from "../../base/ids.ts";
import type { TokenAnswer } from "./access-tokens.ts";
import type { OAuthClient } from "./clients.ts";
import { issueForGrant, liveGrant, narrowed } from "./grants.ts";
import { invalidGrant } from "./invalid-grant.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { checkScope } from "./scopes.ts";
import { spend } from "./spend.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Tokens for a refresh token, which is spent by it. One that comes twice was stolen by one of the two: the grant ends. */
export async function exchangeRefreshToken(
  core: OAuthCore,
  keys: SigningKeys,
  client: OAuthClient,
  form: ReadonlyMap<string, string>,
  serverUrl: string,
): Promise<TokenAnswer> {
  const { store, clock } = core;
  const token = form.get("refresh_token");
  if (token === undefined) {
    throw new OAuthRefusal("invalid_request", "The parameter refresh_token is missing.");
  }
  const hash = hashSecret(token);
  const row = await store
    .selectFrom("oauth_refresh_tokens")
    .selectAll()
    .where("hash", "=", hash)
    .executeTakeFirst();
  const grant = row === undefined ? undefined : await liveGrant(core, client, row.grant_id);
  if (row === undefined || grant === undefined || row.expires_ms <= clock.now()) {
    throw invalidGrant("The refresh token is unknown, expired or void.");
  }
  const granted = grant.scope.split(" ");
  const scope = checkScope(form.get("scope") ?? grant.scope, granted);
  narrowed(grant.audience, form.get("resource"), serverUrl);
  await spend(core, "oauth_refresh_tokens", row);
  return await issueForGrant(core, keys, client, grant, serverUrl, {
    scope,
    resource: form.get("resource"),
  });
}
