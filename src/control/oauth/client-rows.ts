import type { OAuthClientsTable } from "../../store/oauth-tables.ts";
import type { Store } from "../../store/schema.ts";
import type { GrantType, OAuthClient } from "./clients.ts";
import { readTextList } from "./text-list.ts";

export const grantTypes: readonly GrantType[] = [
  "client_credentials",
  "authorization_code",
  "refresh_token",
];

export function toClient(row: OAuthClientsTable): OAuthClient {
  const granted = readTextList(row.grant_types);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    grantTypes: grantTypes.filter((type) => granted.includes(type)),
    redirectUris: readTextList(row.redirect_uris),
    scopes: readTextList(row.scopes),
    groups: readTextList(row.groups),
    createdBy: row.created_by,
    createdMs: row.created_ms,
    ...(row.org_id === null ? {} : { orgId: row.org_id }),
    ...(row.revoked_ms === null ? {} : { revokedMs: row.revoked_ms }),
  };
}

export function toClientRow(client: OAuthClient): OAuthClientsTable {
  return {
    id: client.id,
    org_id: client.orgId ?? null,
    name: client.name,
    kind: client.kind,
    grant_types: JSON.stringify(client.grantTypes),
    redirect_uris: JSON.stringify(client.redirectUris),
    scopes: JSON.stringify(client.scopes),
    groups: JSON.stringify(client.groups),
    created_by: client.createdBy,
    created_ms: client.createdMs,
    revoked_ms: client.revokedMs ?? null,
  };
}

export async function findClient(store: Store, id: string): Promise<OAuthClient | undefined> {
  const row = await store
    .selectFrom("oauth_clients")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : toClient(row);
}
