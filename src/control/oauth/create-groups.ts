import { Refusal } from "../../base/errors.ts";
import type { Caller } from "../caller.ts";
import { checkGroups } from "./check-groups.ts";
import type { UserGroups } from "./groups.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { recordChange } from "./record.ts";

export function createGroups(core: OAuthCore): UserGroups {
  return {
    async list(caller, userName) {
      return await groupsOfUser(core, await visibleUser(core, caller, userName));
    },
    async set(caller, userName, asked) {
      if (!caller.admin) throw administratorsOnly(caller);
      const userId = await visibleUser(core, caller, userName);
      const groups = checkGroups(asked, core.limits);
      await core.store.transaction().execute(async (store) => {
        await store.deleteFrom("user_groups").where("user_id", "=", userId).execute();
        if (groups.length === 0) return;
        const added = groups.map((name) => ({ user_id: userId, name }));
        await store.insertInto("user_groups").values(added).execute();
      });
      core.rows.changed();
      recordChange(core, caller, "user groups", undefined);
      return groups;
    },
  };
}

export async function groupsOfUser(
  { store }: Pick<OAuthCore, "store">,
  userId: string,
): Promise<readonly string[]> {
  const found = await store
    .selectFrom("user_groups")
    .select("name")
    .where("user_id", "=", userId)
    .orderBy("name")
    .execute();
  return found.map(({ name }) => name);
}

async function visibleUser({ store }: OAuthCore, caller: Caller, name: string): Promise<string> {
  const user = await store
    .selectFrom("users")
    .select("id")
    .where("name", "=", name)
    .executeTakeFirst();
  if (user !== undefined && (caller.admin || user.id === caller.userId)) return user.id;
  throw new Refusal(
    "not-found",
    `There is no user ${JSON.stringify(name)}.`,
    "Expected the name of a user, as it was given at its creation.",
    "Create one with `slipway user add <name>`.",
  );
}

function administratorsOnly(caller: Caller): Refusal {
  return new Refusal(
    "not-permitted",
    "Only an administrator sets the groups of users.",
    `Expected an administrator; ${JSON.stringify(caller.name)} is none.`,
    "Ask an administrator of this server.",
  );
}
