import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** OAuth clients, application keys, signing keys, grants, codes and tokens; groups of users. */
const oauth: NamedMigration = {
  name: "007-oauth",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("oauth_clients")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.references("orgs.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("grant_types", "text", (column) => column.notNull())
      .addColumn("redirect_uris", "text", (column) => column.notNull())
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("groups", "text", (column) => column.notNull())
      .addColumn("created_by", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("revoked_ms", "bigint")
      .execute();
    await store.schema
      .createIndex("oauth_clients_org")
      .on("oauth_clients")
      .column("org_id")
      .execute();
    await store.schema
      .createTable("oauth_client_secrets")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("client_id", "text", (column) =>
        column.notNull().references("oauth_clients.id").onDelete("cascade"),
      )
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_ms", "bigint")
      .execute();
    await store.schema
      .createIndex("oauth_client_secrets_client")
      .on("oauth_client_secrets")
      .column("client_id")
      .execute();
    await store.schema
      .createTable("application_keys")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull().unique())
      .addColumn("groups", "text", (column) => column.notNull())
      .addColumn("created_by", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_ms", "bigint")
      .addColumn("revoked_ms", "bigint")
      .execute();
    await store.schema
      .createIndex("application_keys_org")
      .on("application_keys")
      .column("org_id")
      .execute();
    await store.schema
      .createTable("signing_keys")
      .addColumn("generation", "integer", (column) => column.primaryKey())
      .addColumn("id", "text", (column) => column.notNull().unique())
      .addColumn("public_key", "text", (column) => column.notNull())
      .addColumn("private_key", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .execute();
    await createGrantTables(store);
    await store.schema
      .createTable("user_groups")
      .addColumn("user_id", "text", (column) => column.notNull().references("users.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("user_groups_key", ["user_id", "name"])
      .execute();
  },
};

async function createGrantTables(store: Kysely<unknown>): Promise<void> {
  await store.schema
    .createTable("oauth_grants")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("client_id", "text", (column) =>
      column.notNull().references("oauth_clients.id").onDelete("cascade"),
    )
    .addColumn("user_id", "text", (column) => column.notNull().references("users.id"))
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("audience", "text", (column) => column.notNull())
    .addColumn("created_ms", "bigint", (column) => column.notNull())
    .addColumn("expires_ms", "bigint", (column) => column.notNull())
    .addColumn("revoked_ms", "bigint")
    .execute();
  await store.schema
    .createIndex("oauth_grants_client")
    .on("oauth_grants")
    .column("client_id")
    .execute();
  await store.schema
    .createTable("oauth_codes")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("grant_id", "text", (column) =>
      column.notNull().references("oauth_grants.id").onDelete("cascade"),
    )
    .addColumn("redirect_uri", "text", (column) => column.notNull())
    .addColumn("code_challenge", "text", (column) => column.notNull())
    .addColumn("expires_ms", "bigint", (column) => column.notNull())
    .addColumn("used_ms", "bigint")
    .execute();
  await store.schema
    .createIndex("oauth_codes_grant")
    .on("oauth_codes")
    .column("grant_id")
    .execute();
  await store.schema
    .createTable("oauth_refresh_tokens")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("grant_id", "text", (column) =>
      column.notNull().references("oauth_grants.id").onDelete("cascade"),
    )
    .addColumn("expires_ms", "bigint", (column) => column.notNull())
    .addColumn("used_ms", "bigint")
    .execute();
  await store.schema
    .createIndex("oauth_refresh_tokens_grant")
    .on("oauth_refresh_tokens")
    .column("grant_id")
    .execute();
  await store.schema
    .createTable("revoked_access_tokens")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("expires_ms", "bigint", (column) => column.notNull())
    .execute();
}

export default oauth;
