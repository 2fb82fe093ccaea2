import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { Caller } from "../caller.ts";
import { checkClient } from "./check-client.ts";
import { findClient, toClient, toClientRow } from "./client-rows.ts";
import { addClientSecret } from "./client-secrets.ts";
import type { OAuthClient, OAuthClients } from "./clients.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { administeredById, orgAdministered } from "./org-administered.ts";
import { recordChange } from "./record.ts";

const what = "OAuth clients";

export function createClients(core: OAuthCore): OAuthClients {
  const { store, clock, limits, rows } = core;
  return {
    async create(caller, asked) {
      const org = await orgAdministered(store, caller, asked.org, what);
      const checked = checkClient(asked, limits);
      const id = newSnodeId();
      const client = {
        id,
        orgId: org.id,
        ...checked,
        createdBy: caller.name,
        createdMs: clock.now(),
      };
      const secret = await store.transaction().execute(async (transaction) => {
        const all = await transaction
          .selectFrom("oauth_clients")
          .select(["name", "revoked_ms"])
          .where("org_id", "=", org.id)
          .execute();
        if (all.some((row) => row.name === asked.name && row.revoked_ms === null)) {
          throw taken(asked.name, org.name);
        }
        if (all.length >= limits.oauthClientsPerOrgMax) throw tooMany(limits.oauthClientsPerOrgMax);
        await transaction.insertInto("oauth_clients").values(toClientRow(client)).execute();
        if (client.kind === "public") return undefined;
        return await addClientSecret(core, transaction, client);
      });
      recordChange(core, caller, "oauth client create", org.name);
      return { ...client, ...(secret === undefined ? {} : { secret }) };
    },
    async list(caller, orgName) {
      const org = await orgAdministered(store, caller, orgName, what);
      const found = await store
        .selectFrom("oauth_clients")
        .selectAll()
        .where("org_id", "=", org.id)
        .orderBy("name")
        .orderBy("created_ms")
        .execute();
      return found.map(toClient);
    },
    async rotateSecret(caller, id, graceMs = 0) {
      const { client, orgId, org } = await administered(core, caller, id);
      if (client.kind === "public") throw publicClient(client.name);
      if (client.revokedMs !== undefined) throw noSuchClient();
      const expires_ms = clock.now() + checkGrace(graceMs);
      const secret = await store.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("oauth_client_secrets")
          .set({ expires_ms })
          .where("client_id", "=", id)
          .where((where) =>
            where.or([where("expires_ms", "is", null), where("expires_ms", ">", expires_ms)]),
          )
          .execute();
        return await addClientSecret(core, transaction, { id, orgId });
      });
      recordChange(core, caller, "oauth client rotate", org);
      return { secret };
    },
    async revoke(caller, id) {
      const { client, org } = await administered(core, caller, id);
      if (client.revokedMs !== undefined) return;
      await store
        .updateTable("oauth_clients")
        .set({ revoked_ms: clock.now() })
        .where("id", "=", id)
        .execute();
      rows.changed();
      recordChange(core, caller, "oauth client revoke", org);
    },
  };
}

interface AdministeredClient {
  readonly client: OAuthClient;
  readonly orgId: string;
  /** Name. */
  readonly org: string | undefined;
}

/** A client of an org that the caller administers; one that registered itself is a matter of the server's. */
async function administered(
  core: OAuthCore,
  caller: Caller,
  id: string,
): Promise<AdministeredClient> {
  const client = await findClient(core.store, id);
  if (client === undefined) throw noSuchClient();
  if (client.orgId === undefined) {
    if (!caller.admin) throw noSuchClient();
    return { client, orgId: "", org: undefined };
  }
  const org = await administeredById(core.store, caller, client.orgId, what);
  if (org === undefined) throw noSuchClient();
  return { client, orgId: org.id, org: org.name };
}

const graceMsMax = 30 * 24 * 60 * 60 * 1000;

function checkGrace(graceMs: number): number {
  if (Number.isSafeInteger(graceMs) && graceMs >= 0 && graceMs <= graceMsMax) return graceMs;
  throw new Refusal(
    "invalid-argument",
    "The time that the old secret still has is out of range.",
    `Expected whole milliseconds from 0 to ${graceMsMax}, which is 30 days; found ${graceMs}.`,
    "Leave it out to end the old secret at once.",
  );
}

function noSuchClient(): Refusal {
  return new Refusal(
    "not-found",
    "There is no such OAuth client.",
    "Expected the id of a client of an organization that you administer; none has this one.",
    "List the clients for their ids: `slipway client list --org <name>`.",
  );
}

function publicClient(name: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `The client ${JSON.stringify(name)} has no secret.`,
    "It is public: PKCE stands in for a secret.",
    "Make a confidential client to have one.",
  );
}

function taken(name: string, org: string): Refusal {
  return new Refusal(
    "already-exists",
    `The client ${JSON.stringify(name)} already exists in "${org}".`,
    "Expected a name that no client of the organization has.",
    "Choose another name, rotate the secret of the one that is there, or revoke it first.",
  );
}

function tooMany(most: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The organization has too many OAuth clients.",
    `It may have ${most} (oauthClientsPerOrgMax), revoked ones included.`,
    "Use the clients that are there, or ask the operator to raise the limit.",
  );
}
