import { hashSecret, newSecret } from "../../base/ids.ts";
import type { OAuthGrantsTable } from "../../store/oauth-tables.ts";
import { issueAccessToken, type TokenAnswer } from "./access-tokens.ts";
import { audienceOf } from "./audience.ts";
import type { OAuthClient } from "./clients.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import type { SigningKeys } from "./signing-keys.ts";

export async function findGrant(
  { store }: Pick<OAuthCore, "store">,
  id: string,
): Promise<OAuthGrantsTable | undefined> {
  return await store.selectFrom("oauth_grants").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Ends what a user granted: every refresh token and access token that came of it is void at once. */
export async function revokeGrant({ store, clock, rows }: OAuthCore, id: string): Promise<void> {
  await store
    .updateTable("oauth_grants")
    .set({ revoked_ms: clock.now() })
    .where("id", "=", id)
    .where("revoked_ms", "is", null)
    .execute();
  rows.changed();
}

/** The grant, when it is this client's and still holds. */
export async function liveGrant(
  core: OAuthCore,
  client: OAuthClient,
  id: string,
): Promise<OAuthGrantsTable | undefined> {
  const grant = await findGrant(core, id);
  const live =
    grant !== undefined && grant.revoked_ms === null && grant.expires_ms > core.clock.now();
  return live && grant.client_id === client.id ? grant : undefined;
}

/** Tokens for the user of a grant: an access token, and another refresh token where the client may have one. */
export async function issueForGrant(
  core: OAuthCore,
  keys: SigningKeys,
  client: OAuthClient,
  grant: OAuthGrantsTable,
  serverUrl: string,
  asked: { readonly scope: string; readonly resource: string | undefined },
): Promise<TokenAnswer> {
  const answer = await issueAccessToken(core, keys, serverUrl, {
    subject: grant.user_id,
    clientId: client.id,
    scope: asked.scope,
    audience: narrowed(grant.audience, asked.resource, serverUrl),
    grantId: grant.id,
  });
  if (!client.grantTypes.includes("refresh_token")) return answer;
  const { store, clock, limits } = core;
  const token = newSecret();
  await store
    .insertInto("oauth_refresh_tokens")
    .values({
      hash: hashSecret(token),
      grant_id: grant.id,
      expires_ms: Math.min(clock.now() + limits.refreshTokenLifeMs, grant.expires_ms),
      used_ms: null,
    })
    .execute();
  return { ...answer, refresh_token: token };
}

/** The part of the server that tokens are for: what was granted, or the smaller part that is asked for now. */
export function narrowed(granted: string, resource: string | undefined, serverUrl: string): string {
  if (resource === undefined) return granted;
  const audience = audienceOf(resource, serverUrl);
  if (granted === "" || audience === granted) return audience;
  throw new OAuthRefusal("invalid_target", "The resource is not the one that the user granted.");
}
