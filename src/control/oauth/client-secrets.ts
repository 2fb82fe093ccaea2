import { timingSafeEqual } from "node:crypto";
import { hashSecret, newSecret, newSnodeId } from "../../base/ids.ts";
import type { Store } from "../../store/schema.ts";
import type { OAuthCore } from "./oauth-core.ts";

/** Stores the hash of a new secret; the secret itself is the answer and is kept nowhere. */
export async function addClientSecret(
  { clock }: Pick<OAuthCore, "clock">,
  store: Store,
  client: { readonly id: string; readonly orgId: string },
): Promise<string> {
  const secret = newSecret();
  await store
    .insertInto("oauth_client_secrets")
    .values({
      id: newSnodeId(),
      client_id: client.id,
      org_id: client.orgId,
      hash: hashSecret(secret),
      created_ms: clock.now(),
      expires_ms: null,
    })
    .execute();
  return secret;
}

/** Compares with every secret of the client in constant time. */
export async function isClientSecret(
  { store, clock }: Pick<OAuthCore, "store" | "clock">,
  clientId: string,
  secret: string,
): Promise<boolean> {
  const rows = await store
    .selectFrom("oauth_client_secrets")
    .select(["hash", "expires_ms"])
    .where("client_id", "=", clientId)
    .execute();
  const found = Buffer.from(hashSecret(secret));
  const now = clock.now();
  const matches = rows.map(
    ({ hash, expires_ms: expiresMs }) =>
      timingSafeEqual(Buffer.from(hash), found) && (expiresMs === null || expiresMs > now),
  );
  return matches.includes(true);
}
