import { hashSecret } from "../../base/ids.ts";
import type { TokenAnswer } from "./access-tokens.ts";
import type { OAuthClient } from "./clients.ts";
import { issueForGrant, liveGrant, narrowed, revokeGrant } from "./grants.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { recordToken } from "./record.ts";
import { checkScope } from "./scopes.ts";
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
    throw invalid("The refresh token is unknown, expired or void.");
  }
  const granted = grant.scope.split(" ");
  const scope = checkScope(form.get("scope") ?? grant.scope, granted);
  narrowed(grant.audience, form.get("resource"), serverUrl);
  const { numUpdatedRows } = await store
    .updateTable("oauth_refresh_tokens")
    .set({ used_ms: clock.now() })
    .where("hash", "=", hash)
    .where("used_ms", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) {
    await revokeGrant(core, grant.id);
    recordToken(core, { by: client.name, action: "oauth refresh token reuse", outcome: "revoked" });
    throw invalid("The refresh token was used before: every token of this grant is void.");
  }
  return await issueForGrant(core, keys, client, grant, serverUrl, {
    scope,
    resource: form.get("resource"),
  });
}

function invalid(description: string): OAuthRefusal {
  return new OAuthRefusal(
    "invalid_grant",
    `${description} Send the user through the authorization endpoint again.`,
  );
}
