import { existsSync } from "node:fs";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Limits } from "../base/limits.ts";
import { createEgress } from "../engine/egress/create-egress.ts";
import { type EgressPolicy, publicOnly } from "../engine/egress/egress-policy.ts";
import { openStore } from "../store/open-store.ts";
import type { Accounts } from "./accounts/accounts.ts";
import { createAccounts } from "./accounts/create-accounts.ts";
import { databasePathIn } from "./data-directory.ts";
import { createAudit } from "./audit/create-audit.ts";
import { createIdentity } from "./identity/create-identity.ts";
import type { Identity } from "./identity/identity.ts";
import {
  createOAuthAdministration,
  oauthCore,
  type OAuthAdministration,
} from "./oauth/create-oauth.ts";
import { defaultOAuthSettings } from "./oauth/oauth-settings.ts";
import { createSecrets, type Secrets } from "./secrets/create-secrets.ts";
import type { MasterKey } from "./secrets/master-key.ts";
import { SecretVault } from "./secrets/secret-vault.ts";
import { serverKeyIn } from "./secrets/server-key.ts";

export interface IdentityDependencies {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly region: string;
  /** What tests of accounts may reach; public addresses when absent. */
  readonly egress?: EgressPolicy;
  /** The operator's key for secrets. */
  readonly secretKey?: MasterKey | undefined;
}

export type OpenIdentity = Identity &
  OAuthAdministration & {
    readonly accounts: Accounts;
    readonly secrets: Secrets;
  } & AsyncDisposable;

/**
 * Users, tokens, OAuth clients, keys and accounts alone, without the lock of the data directory: so that a token can be
 * made beside the server that runs on it. Refuses a directory that no server was ever started on.
 */
export async function openIdentity({
  dataDirectory,
  egress = publicOnly,
  secretKey: operatorKey,
  ...core
}: IdentityDependencies): Promise<OpenIdentity> {
  const path = databasePathIn(dataDirectory);
  if (!existsSync(path)) throw empty();
  const store = await openStore(path);
  const audit = createAudit({ store, clock: core.clock });
  const identityCore = { ...core, store };
  const vaultParts = { store, dataDirectory, operatorKey };
  const vault = new SecretVault(vaultParts);
  const oauth = { core: identityCore, audit, settings: defaultOAuthSettings };
  return {
    ...createIdentity(identityCore),
    ...createOAuthAdministration(oauthCore(oauth, serverKeyIn(dataDirectory, operatorKey))),
    accounts: createAccounts({
      core: identityCore,
      vault,
      audit,
      egress: () => createEgress(egress, core.limits),
    }),
    secrets: createSecrets(vaultParts, audit),
    async [Symbol.asyncDispose]() {
      await audit[Symbol.asyncDispose]();
      await store.destroy();
    },
  };
}

function empty(): Refusal {
  return new Refusal(
    "not-found",
    "The data directory is empty.",
    "Expected a data directory on which the server was started once; found no data.",
    "Run `slipway serve` on it first, or give another one with `--data DIR`.",
  );
}
