import { existsSync } from "node:fs";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Limits } from "../base/limits.ts";
import { openStore } from "../store/open-store.ts";
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
import { serverKeyIn } from "./secrets/server-key.ts";

export interface IdentityDependencies {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly region: string;
}

export type OpenIdentity = Identity & OAuthAdministration & AsyncDisposable;

/**
 * Users, tokens, OAuth clients and keys alone, without the lock of the data directory: so that a token can be made beside the server that
 * runs on it. Refuses a directory that no server was ever started on.
 */
export async function openIdentity({
  dataDirectory,
  ...core
}: IdentityDependencies): Promise<OpenIdentity> {
  const path = databasePathIn(dataDirectory);
  if (!existsSync(path)) throw empty();
  const store = await openStore(path);
  const audit = createAudit({ store, clock: core.clock });
  const identityCore = { ...core, store };
  const oauth = { core: identityCore, audit, settings: defaultOAuthSettings };
  return {
    ...createIdentity(identityCore),
    ...createOAuthAdministration(oauthCore(oauth, serverKeyIn(dataDirectory))),
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
