import { Refusal } from "../../base/errors.ts";
import { hashSecret, newSecret, newSnodeId } from "../../base/ids.ts";
import type { ApplicationKeysTable } from "../../store/oauth-tables.ts";
import { checkName } from "../check-name.ts";
import {
  type ApplicationKey,
  type ApplicationKeys,
  applicationKeyPrefix,
} from "./application-keys.ts";
import { checkGroups } from "./check-groups.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { administeredById, orgAdministered } from "./org-administered.ts";
import { recordChange } from "./record.ts";
import { readTextList } from "./text-list.ts";

const what = "application keys";

export function createApplicationKeys(core: OAuthCore): ApplicationKeys {
  const { store, clock, limits, rows } = core;
  return {
    async create(caller, asked) {
      const org = await orgAdministered(store, caller, asked.org, what);
      checkName("key", "name", asked.name);
      const key = `${applicationKeyPrefix}${newSecret()}`;
      const now = clock.now();
      const row: ApplicationKeysTable = {
        id: newSnodeId(),
        org_id: org.id,
        name: asked.name,
        hash: hashSecret(key),
        groups: JSON.stringify(checkGroups(asked.groups ?? [], limits)),
        created_by: caller.name,
        created_ms: now,
        expires_ms: asked.lifeMs === undefined ? null : now + checkLife(asked.lifeMs),
        revoked_ms: null,
      };
      await store.transaction().execute(async (transaction) => {
        const all = await transaction
          .selectFrom("application_keys")
          .select(["name", "revoked_ms"])
          .where("org_id", "=", org.id)
          .execute();
        if (all.some((one) => one.name === asked.name && one.revoked_ms === null)) {
          throw taken(asked.name, org.name);
        }
        if (all.length >= limits.applicationKeysPerOrgMax) {
          throw tooMany(limits.applicationKeysPerOrgMax);
        }
        await transaction.insertInto("application_keys").values(row).execute();
      });
      recordChange(core, caller, "application key create", org.name);
      return { ...toApplicationKey(row), key };
    },
    async list(caller, orgName) {
      const org = await orgAdministered(store, caller, orgName, what);
      const found = await store
        .selectFrom("application_keys")
        .selectAll()
        .where("org_id", "=", org.id)
        .orderBy("name")
        .orderBy("created_ms")
        .execute();
      return found.map(toApplicationKey);
    },
    async revoke(caller, id) {
      const row = await findKey(core, "id", id);
      if (row === undefined) throw noSuchKey();
      const org = await administeredById(store, caller, row.org_id, what);
      if (org === undefined) throw noSuchKey();
      if (row.revoked_ms !== null) return;
      await store
        .updateTable("application_keys")
        .set({ revoked_ms: clock.now() })
        .where("id", "=", id)
        .execute();
      rows.changed();
      recordChange(core, caller, "application key revoke", org.name);
    },
  };
}

/** The key of a hash or an id; a hash is compared by the index, since nobody can steer what a hash is. */
export async function findKey(
  { store }: Pick<OAuthCore, "store">,
  column: "id" | "hash",
  value: string,
): Promise<ApplicationKeysTable | undefined> {
  return await store
    .selectFrom("application_keys")
    .selectAll()
    .where(column, "=", value)
    .executeTakeFirst();
}

export function toApplicationKey(row: ApplicationKeysTable): ApplicationKey {
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    groups: readTextList(row.groups),
    createdBy: row.created_by,
    createdMs: row.created_ms,
    ...(row.expires_ms === null ? {} : { expiresMs: row.expires_ms }),
    ...(row.revoked_ms === null ? {} : { revokedMs: row.revoked_ms }),
  };
}

function checkLife(lifeMs: number): number {
  if (Number.isSafeInteger(lifeMs) && lifeMs > 0 && lifeMs < 1e13) return lifeMs;
  throw new Refusal(
    "invalid-argument",
    "The life of the key is out of range.",
    `Expected a positive whole number of milliseconds; found ${lifeMs}.`,
    "Leave it out for a key that does not expire.",
  );
}

function noSuchKey(): Refusal {
  return new Refusal(
    "not-found",
    "There is no such application key.",
    "Expected the id of a key of an organization that you administer; none has this one.",
    "List the keys for their ids: `slipway key list --org <name>`. The id is not the key itself.",
  );
}

function taken(name: string, org: string): Refusal {
  return new Refusal(
    "already-exists",
    `The application key ${JSON.stringify(name)} already exists in "${org}".`,
    "Expected a name that no key of the organization has.",
    "Choose another name, or revoke the one that is there first.",
  );
}

function tooMany(most: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The organization has too many application keys.",
    `It may have ${most} (applicationKeysPerOrgMax), revoked ones included.`,
    "Use the keys that are there, or ask the operator to raise the limit.",
  );
}
