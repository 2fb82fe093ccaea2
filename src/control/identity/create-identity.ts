import { Refusal } from "../../base/errors.ts";
import { hashSecret, newSecret, newSnodeId } from "../../base/ids.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { UsersTable } from "../../store/users-table.ts";
import { findOrg, readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { IdentityCore } from "../core.ts";
import { sentences } from "../words.ts";
import { authenticator } from "./authenticate.ts";
import { createUser } from "./create-user.ts";
import type { Grant, Identity, IssuedToken, TokenOptions } from "./identity.ts";

export function createIdentity(core: IdentityCore): Identity {
  const { authenticate, recognise, forget } = authenticator(core);
  return {
    authenticate,
    recognise,
    operator: (userName) => operator(core, userName),
    async createUser(caller, user) {
      requireAdmin(caller);
      const created = await createUser(core, user);
      for (const given of user.grants ?? [])
        await grant(core, caller, { ...given, user: user.name });
      return created;
    },
    async users(caller) {
      requireAdmin(caller);
      const rows = await core.store.selectFrom("users").selectAll().orderBy("name").execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        admin: row.admin === 1,
        createdMs: row.created_ms,
      }));
    },
    async user(caller, name) {
      const row = await ownUser(core, caller, name);
      const { id, created_ms: createdMs } = row;
      const admin = row.admin === 1;
      const reader: Caller = { userId: id, name, admin, proof: "operator" };
      return { id, name, admin, createdMs, orgs: await readableOrgs(core.store, reader) };
    },
    grant: (caller, given) => grant(core, caller, given),
    createToken: (caller, userName, options) => createToken(core, caller, userName, options),
    async revokeToken(caller, tokenId) {
      await revokeToken(core, caller, tokenId);
      forget();
    },
    async tokens(caller, userName) {
      const user = await ownUser(core, caller, userName);
      const rows = await core.store
        .selectFrom("tokens")
        .selectAll()
        .where("user_id", "=", user.id)
        .orderBy("created_ms", "desc")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        createdMs: row.created_ms,
        expiresMs: row.expires_ms,
        ...(row.revoked_ms === null ? {} : { revokedMs: row.revoked_ms }),
      }));
    },
  };
}

async function operator(core: IdentityCore, userName: string | undefined): Promise<Caller> {
  const all = await core.store.selectFrom("users").selectAll().orderBy("created_ms").execute();
  const user = all.find((row) =>
    userName === undefined ? row.admin === 1 : row.name === userName,
  );
  if (user === undefined) throw noSuchUser(userName ?? "admin", all);
  return { userId: user.id, name: user.name, admin: user.admin === 1, proof: "operator" };
}

async function createToken(
  core: IdentityCore,
  caller: Caller,
  userName: string,
  options: TokenOptions = {},
): Promise<IssuedToken> {
  const user = await ownUser(core, caller, userName);
  const lifeMs = options.lifeMs ?? core.limits.tokenLifeMs;
  if (!Number.isSafeInteger(lifeMs) || lifeMs <= 0) {
    throw new Refusal(
      "invalid-argument",
      "The life of the token is out of range.",
      `Expected a positive whole number of milliseconds; found ${lifeMs}.`,
      `Leave it out for the usual ${core.limits.tokenLifeMs} ms (limit \`tokenLifeMs\`).`,
    );
  }
  const token = `${core.region}-${newSecret()}`;
  const id = newSnodeId();
  const created_ms = core.clock.now();
  const expires_ms = created_ms + lifeMs;
  await core.store
    .insertInto("tokens")
    .values({
      id,
      user_id: user.id,
      hash: hashSecret(token),
      region: core.region,
      created_ms,
      expires_ms,
      revoked_ms: null,
    })
    .execute();
  return { token, id, expiresMs: expires_ms };
}

async function revokeToken(core: IdentityCore, caller: Caller, tokenId: string): Promise<void> {
  const token = await core.store
    .selectFrom("tokens")
    .select(["id", "user_id", "revoked_ms"])
    .where("id", "=", tokenId)
    .executeTakeFirst();
  if (token === undefined || (!caller.admin && token.user_id !== caller.userId)) {
    throw new Refusal(
      "not-found",
      "There is no such token.",
      "Expected the id of one of your tokens; none has this one.",
      "List the tokens of the user for their ids; the id is not the token itself.",
    );
  }
  if (token.revoked_ms !== null) return;
  await core.store
    .updateTable("tokens")
    .set({ revoked_ms: core.clock.now() })
    .where("id", "=", tokenId)
    .execute();
}

async function grant(core: IdentityCore, caller: Caller, given: Grant): Promise<void> {
  const org = await findOrg(core.store, caller, given.org);
  if (org.role !== "admin") {
    throw new Refusal(
      "not-permitted",
      `Only an administrator of "${org.name}" gives roles in it.`,
      `Expected the role admin; your role is ${org.role}.`,
      "Ask an administrator of the organization.",
    );
  }
  const users = await core.store.selectFrom("users").selectAll().execute();
  const user = users.find((row) => row.name === given.user);
  if (user === undefined) throw noSuchUser(given.user, caller.admin ? users : []);
  await core.store.transaction().execute(async (store) => {
    await store
      .deleteFrom("roles")
      .where("org_id", "=", org.id)
      .where("user_id", "=", user.id)
      .execute();
    if (given.role === "none") return;
    await store
      .insertInto("roles")
      .values({ org_id: org.id, user_id: user.id, role: given.role })
      .execute();
  });
}

/** The user named, when that is the caller or the caller is an administrator; nobody else exists. */
async function ownUser(core: IdentityCore, caller: Caller, userName: string): Promise<UsersTable> {
  const users = await core.store.selectFrom("users").selectAll().execute();
  const visible = users.filter((row) => caller.admin || row.id === caller.userId);
  const user = visible.find((row) => row.name === userName);
  if (user === undefined) throw noSuchUser(userName, visible);
  return user;
}

function noSuchUser(name: string, visible: readonly UsersTable[]): Refusal {
  const names = visible.map((row) => row.name);
  return new Refusal(
    "not-found",
    `There is no user ${JSON.stringify(name)}.`,
    "Expected the name of a user, as it was given at its creation.",
    sentences(didYouMean(name, names), `Create one with \`slipway user add --user <name>\`.`),
  );
}

function requireAdmin(caller: Caller): void {
  if (caller.admin) return;
  throw new Refusal(
    "not-permitted",
    "Only an administrator manages users.",
    `Expected an administrator; ${JSON.stringify(caller.name)} is none.`,
    "Ask an administrator of this server.",
  );
}
