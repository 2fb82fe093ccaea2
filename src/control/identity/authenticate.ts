import { hashSecret } from "../../base/ids.ts";
import type { IdentityCore } from "../core.ts";
import { readAuthorization } from "./authorization.ts";
import type { Authentication } from "./identity.ts";
import { verifyPassword } from "./password.ts";
import type { PasswordCache } from "./password-cache.ts";

type Authenticate = (authorization: string | undefined) => Promise<Authentication>;

/** Checks headers against users and tokens, each time anew. */
export function authenticator(core: IdentityCore, passwords: PasswordCache): Authenticate {
  return async (authorization) => {
    if (authorization === undefined || authorization.trim() === "") return { kind: "absent" };
    const read = readAuthorization(authorization);
    if (read.kind === "unusable") return read;
    if (read.kind === "token") return await byToken(core, read.token);
    return await byPassword(core, passwords, read.name, read.password);
  };
}

const mint = "`slipway token create --user <name>`";

async function byToken(core: IdentityCore, token: string): Promise<Authentication> {
  const region = /^([a-z0-9]+)-/.exec(token)?.[1];
  if (region !== undefined && region !== core.region) return wrongRegion(region, core.region);
  const row = await core.store
    .selectFrom("tokens")
    .innerJoin("users", "users.id", "tokens.user_id")
    .select(["users.id", "users.name", "users.admin", "region", "expires_ms", "revoked_ms"])
    .where("hash", "=", hashSecret(token))
    .executeTakeFirst();
  if (row === undefined) {
    return unusable(
      `The token is unknown to this server: check that it was copied whole, or make one with ${mint}.`,
    );
  }
  if (row.region !== core.region) return wrongRegion(row.region, core.region);
  if (row.revoked_ms !== null) {
    return unusable(`The token was revoked: make another with ${mint} and initialize again.`);
  }
  if (row.expires_ms <= core.clock.now()) {
    const when = new Date(row.expires_ms).toISOString();
    return unusable(
      `The token expired at ${when}: make another with ${mint} and initialize again.`,
    );
  }
  return callerOf(row, "token");
}

async function byPassword(
  core: IdentityCore,
  passwords: PasswordCache,
  name: string,
  password: string,
): Promise<Authentication> {
  const user = await core.store
    .selectFrom("users")
    .selectAll()
    .where("name", "=", name)
    .executeTakeFirst();
  if (user !== undefined && passwords.has(user.password, password)) {
    return callerOf(user, "password");
  }
  if (user !== undefined && (await verifyPassword(password, user.password))) {
    passwords.add(user.password, password);
    return callerOf(user, "password");
  }
  if (user === undefined) await verifyPassword(password, undefined);
  return unusable(
    "The name or the password is wrong: check both, or send `Authorization: SLToken <token>`.",
  );
}

function callerOf(
  user: { readonly id: string; readonly name: string; readonly admin: number },
  proof: "token" | "password",
): Authentication {
  const caller = { userId: user.id, name: user.name, admin: user.admin === 1, proof };
  return { kind: "caller", caller };
}

function wrongRegion(found: string, expected: string): Authentication {
  return unusable(
    `The token belongs to the region \`${found.slice(0, 40)}\` and this server is of the region \`${expected}\`: send it to its own region, or make one here with ${mint}.`,
  );
}

function unusable(sentence: string): Authentication {
  return { kind: "unusable", sentence };
}
