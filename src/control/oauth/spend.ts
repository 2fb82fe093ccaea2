import type { OAuthCore } from "./oauth-core.ts";
import { revokeGrant } from "./grants.ts";
import { invalidGrant } from "./invalid-grant.ts";

/**
 * Marks a code or a refresh token as used. Of many who bring the same one at once only the first succeeds; for the others
 * the grant ends, since one of them stole it.
 */
export async function spend(
  core: OAuthCore,
  table: "oauth_codes" | "oauth_refresh_tokens",
  { hash, grant_id: grantId }: { readonly hash: string; readonly grant_id: string },
): Promise<void> {
  const { numUpdatedRows } = await core.store
    .updateTable(table)
    .set({ used_ms: core.clock.now() })
    .where("hash", "=", hash)
    .where("used_ms", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  await revokeGrant(core, grantId);
  const what = table === "oauth_codes" ? "code" : "refresh token";
  throw invalidGrant(`The ${what} was used before: every token that came of it is void.`);
}
