import { type Clock, systemClock } from "../../src/base/clock.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import { createAudit } from "../../src/control/audit/create-audit.ts";
import type { Audit } from "../../src/control/audit/audit.ts";
import type { Caller } from "../../src/control/caller.ts";
import { databasePathIn } from "../../src/control/data-directory.ts";
import { createIdentity } from "../../src/control/identity/create-identity.ts";
import { createUser } from "../../src/control/identity/create-user.ts";
import type { Identity } from "../../src/control/identity/identity.ts";
import { createOAuth } from "../../src/control/oauth/create-oauth.ts";
import { documentFetcher } from "../../src/control/oauth/fetch-document.ts";
import {
  defaultOAuthSettings,
  type OAuthSettings,
} from "../../src/control/oauth/oauth-settings.ts";
import type { OAuth } from "../../src/control/oauth/oauth.ts";
import { addOrg } from "../../src/control/orgs/add-org.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/schema.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export interface OAuthOptions {
  readonly clock?: Clock;
  readonly limits?: Partial<Limits>;
  readonly oauth?: Partial<OAuthSettings>;
  readonly fetch?: typeof fetch;
}

/** The part of the control plane that says who may call assets, on a data directory. */
export interface OpenOAuth extends AsyncDisposable {
  readonly oauth: OAuth;
  readonly identity: Identity;
  readonly audit: Audit;
  readonly store: Store;
  readonly path: string;
}

export async function openOAuth(path: string, options: OAuthOptions = {}): Promise<OpenOAuth> {
  const store = await openStore(databasePathIn(path));
  const limits = { ...defaultLimits, ...options.limits };
  const core = { store, limits, clock: options.clock ?? systemClock, region: "local" };
  const audit = createAudit(core);
  const identity = createIdentity(core);
  const oauth = createOAuth({
    core,
    dataDirectory: path,
    identity,
    audit,
    settings: { ...defaultOAuthSettings, ...options.oauth },
    fetchDocument: documentFetcher(limits, options.fetch ?? fetch),
  });
  return {
    oauth,
    identity,
    audit,
    store,
    path,
    async [Symbol.asyncDispose]() {
      await audit[Symbol.asyncDispose]();
      await store.destroy();
    },
  };
}

/** In a directory of its own, with an administrator and the org `myOrg`. */
export async function freshOAuth(
  options: OAuthOptions = {},
): Promise<OpenOAuth & { readonly admin: Caller; readonly orgId: string }> {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(await temporaryDirectory());
  const open = stack.use(await openOAuth(path, options));
  const { store, identity } = open;
  const limits = { ...defaultLimits, ...options.limits };
  const core = { store, limits, clock: options.clock ?? systemClock, region: "local" };
  await createUser(core, { name: "admin", password: "correct horse", admin: true });
  const admin = await identity.operator();
  const org = await addOrg(core, admin.userId, "myOrg");
  const all = stack.move();
  return { ...open, admin, orgId: org.id, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
