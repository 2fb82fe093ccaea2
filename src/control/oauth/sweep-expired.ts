import type { OAuthCore } from "./oauth-core.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Spent codes are kept this long after their end, so that one which comes again is known. */
const codeMemoryMs = 60 * 60 * 1000;

/** Removes what nobody can use any more. */
export async function sweepExpired(core: OAuthCore, keys: SigningKeys): Promise<void> {
  const { store, clock, limits } = core;
  const now = clock.now();
  await store
    .deleteFrom("oauth_codes")
    .where("expires_ms", "<", now - codeMemoryMs)
    .execute();
  await store.deleteFrom("oauth_refresh_tokens").where("expires_ms", "<", now).execute();
  await store.deleteFrom("revoked_access_tokens").where("expires_ms", "<", now).execute();
  const grantsEnded = now - limits.accessTokenLifeMsMax;
  await store.deleteFrom("oauth_grants").where("expires_ms", "<", grantsEnded).execute();
  await store
    .deleteFrom("oauth_clients")
    .where("org_id", "is", null)
    .where("created_ms", "<", now - limits.selfRegisteredIdleMs)
    .where("id", "not in", (where) => where.selectFrom("oauth_grants").select("client_id"))
    .execute();
  await keys.sweep();
}
