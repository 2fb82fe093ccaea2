import { hashSecret, newSecret, newSnodeId } from "../../base/ids.ts";
import type { Caller } from "../caller.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { findClient } from "./client-rows.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { orgNameOf } from "./org-name.ts";

/** Takes down what a user allows a client, and gives the code that stands for it for a minute. */
export async function issueCode(
  core: OAuthCore,
  user: Caller,
  request: AuthorizationRequest,
): Promise<string> {
  const { store, clock, limits } = core;
  const client = await findClient(store, request.clientId);
  if (client === undefined || client.revokedMs !== undefined) {
    throw new OAuthRefusal("unauthorized_client", "The client was revoked in the meantime.");
  }
  const code = newSecret();
  const grantId = newSnodeId();
  const now = clock.now();
  await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("oauth_grants")
      .values({
        id: grantId,
        client_id: client.id,
        user_id: user.userId,
        scope: request.scope,
        audience: request.audience,
        created_ms: now,
        expires_ms: now + limits.oauthGrantLifeMs,
        revoked_ms: null,
      })
      .execute();
    await transaction
      .insertInto("oauth_codes")
      .values({
        hash: hashSecret(code),
        grant_id: grantId,
        redirect_uri: request.redirectUri,
        code_challenge: request.codeChallenge,
        expires_ms: now + limits.authorizationCodeLifeMs,
        used_ms: null,
      })
      .execute();
  });
  core.audit.record({
    caller: user,
    action: "oauth authorize",
    org: await orgNameOf(store, client.orgId),
    outcome: "ok",
    durationMs: 0,
    requestId: newSnodeId(),
  });
  return code;
}
