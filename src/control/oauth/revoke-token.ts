import { hashSecret } from "../../base/ids.ts";
import type { LoginThrottle } from "../identity/login-throttle.ts";
import { authenticateClient } from "./authenticate-client.ts";
import type { FormRequest } from "./form-request.ts";
import { liveGrant, revokeGrant } from "./grants.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { orgNameOf } from "./org-name.ts";
import type { OwnTokens } from "./own-tokens.ts";
import { recordToken } from "./record.ts";

/** Takes back a token of the client that asks (RFC 7009). A token that is not one of its own is none that there is. */
export async function revokeToken(
  core: OAuthCore,
  tokens: OwnTokens,
  throttle: LoginThrottle,
  request: FormRequest,
): Promise<void> {
  const client = await authenticateClient(core, throttle, request);
  const token = request.form.get("token");
  if (token === undefined) {
    throw new OAuthRefusal("invalid_request", "The parameter token is missing.");
  }
  const { store, rows } = core;
  const refresh = await store
    .selectFrom("oauth_refresh_tokens")
    .select("grant_id")
    .where("hash", "=", hashSecret(token))
    .executeTakeFirst();
  if (refresh !== undefined) {
    const grant = await liveGrant(core, client, refresh.grant_id);
    if (grant !== undefined) await revokeGrant(core, grant.id);
  } else {
    const access = await tokens.verify(token, request.serverUrl);
    if (access.kind !== "token" || access.token.clientId !== client.id) return;
    await store
      .insertInto("revoked_access_tokens")
      .values({ id: access.token.id, expires_ms: access.token.expiresMs })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
    rows.changed();
  }
  const org = await orgNameOf(store, client.orgId);
  recordToken(core, { by: client.name, action: "oauth token revoke", org, outcome: "ok" });
}
