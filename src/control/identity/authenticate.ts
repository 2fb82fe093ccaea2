import { hashSecret } from "../../base/ids.ts";
import type { Caller } from "../caller.ts";
import type { IdentityCore } from "../core.ts";
import { readAuthorization } from "./authorization.ts";
import { CheckSlots } from "./check-slots.ts";
import type { Authentication, Identity } from "./identity.ts";
import { LoginThrottle } from "./login-throttle.ts";
import { verifyPassword } from "./password.ts";
import { PasswordCache } from "./password-cache.ts";
import { TokenCache } from "./token-cache.ts";

type Authenticate = Identity["authenticate"];

export interface Authenticator {
  readonly authenticate: Authenticate;
  readonly recognise: Identity["recognise"];
  /** To be called after every change of users and tokens. */
  readonly forget: () => void;
}

/** Checks headers against users and tokens. What it remembers it forgets as soon as users or tokens change. */
export function authenticator(core: IdentityCore): Authenticator {
  const passwords = new PasswordCache(core.clock);
  const checks: PasswordChecks = {
    passwords,
    throttle: new LoginThrottle(core.limits, core.clock),
    slots: new CheckSlots(core.limits),
  };
  const tokens = new TokenCache(core.store);
  const authenticate: Authenticate = async (authorization, address = "") => {
    if (authorization === undefined || authorization.trim() === "") return { kind: "absent" };
    const read = readAuthorization(authorization);
    if (read.kind === "unusable") return read;
    if (read.kind === "token") return await byToken(core, tokens, read.token, authorization);
    return await byPassword(core, checks, { ...read, address });
  };
  return {
    authenticate,
    recognise: (credential) => tokens.caller(credential, core.clock.now()),
    forget: () => tokens.forget(),
  };
}

interface PasswordChecks {
  readonly passwords: PasswordCache;
  readonly throttle: LoginThrottle;
  readonly slots: CheckSlots;
}

interface Login {
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

const mint = "`slipway token create --user <name>`";

async function byToken(
  core: IdentityCore,
  tokens: TokenCache,
  token: string,
  authorization: string,
): Promise<Authentication> {
  const region = /^([a-z0-9]+)-/.exec(token)?.[1];
  if (region !== undefined && region !== core.region) return wrongRegion(region, core.region);
  const hash = hashSecret(token);
  const row = await tokens.find(hash);
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
  const caller = callerOf(row, "token");
  tokens.remember(hashSecret(authorization), caller, { hash, row });
  return { kind: "caller", caller };
}

async function byPassword(
  core: IdentityCore,
  { passwords, throttle, slots }: PasswordChecks,
  login: Login,
): Promise<Authentication> {
  const { name, password } = login;
  const user = await core.store
    .selectFrom("users")
    .selectAll()
    .where("name", "=", name)
    .executeTakeFirst();
  const stored = user?.password ?? `none:${name}`;
  const known = passwords.knows(stored, password);
  if (known === true && user !== undefined) return asCaller(user);
  if (known === false) return wrongPassword();
  const waitMs = throttle.waitMs(login);
  if (waitMs > 0) return { kind: "throttled", retryAfterMs: waitMs };
  using slot = await slots.take();
  if (slot === undefined) return { kind: "throttled", retryAfterMs: 1_000 };
  const right = await verifyPassword(password, user?.password);
  passwords.remember(stored, password, right);
  if (right && user !== undefined) {
    throttle.succeeded(login);
    return asCaller(user);
  }
  throttle.failed(login);
  return wrongPassword();
}

function asCaller(user: Parameters<typeof callerOf>[0]): Authentication {
  return { kind: "caller", caller: callerOf(user, "password") };
}

function wrongPassword(): Authentication {
  return unusable(
    "The name or the password is wrong: check both, or send `Authorization: SLToken <token>`.",
  );
}

function callerOf(
  user: { readonly id: string; readonly name: string; readonly admin: number },
  proof: "token" | "password",
): Caller {
  return { userId: user.id, name: user.name, admin: user.admin === 1, proof };
}

function wrongRegion(found: string, expected: string): Authentication {
  return unusable(
    `The token belongs to the region \`${found.slice(0, 40)}\` and this server is of the region \`${expected}\`: send it to its own region, or make one here with ${mint}.`,
  );
}

function unusable(sentence: string): Authentication {
  return { kind: "unusable", sentence };
}
