import type { Audit } from "../audit/audit.ts";
import type { IdentityCore } from "../core.ts";
import type { Identity } from "../identity/identity.ts";
import { LoginThrottle } from "../identity/login-throttle.ts";
import { assetAuthenticator } from "./authenticate-asset.ts";
import { openForm, sealForm } from "./authorization-form.ts";
import { readAuthorizationRequest } from "./authorization-request.ts";
import { findClient } from "./client-rows.ts";
import { createApplicationKeys } from "./create-application-keys.ts";
import { createClients } from "./create-clients.ts";
import { createGroups } from "./create-groups.ts";
import { createSigningKeyService } from "./create-signing-key-service.ts";
import type { FetchDocument } from "./external-keys.ts";
import { issueCode } from "./issue-code.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import type { OAuthSettings } from "./oauth-settings.ts";
import type { OAuth } from "./oauth.ts";
import { OwnTokens } from "./own-tokens.ts";
import { RatePerAddress } from "./rate-per-address.ts";
import { recordToken } from "./record.ts";
import { registerClient } from "./register-client.ts";
import { revokeToken } from "./revoke-token.ts";
import { RowGeneration } from "./row-generation.ts";
import type { MasterKey } from "../secrets/master-key.ts";
import { type ServerKey, serverKeyIn } from "../secrets/server-key.ts";
import { SigningKeys } from "./signing-keys.ts";
import { sweepExpired } from "./sweep-expired.ts";
import { answerToken } from "./token-endpoint.ts";

export interface OAuthDependencies {
  readonly core: IdentityCore;
  readonly dataDirectory: string;
  readonly operatorKey?: MasterKey | undefined;
  readonly identity: Identity;
  readonly audit: Pick<Audit, "record">;
  readonly settings: OAuthSettings;
  readonly fetchDocument: FetchDocument;
}

const sweepIntervalMs = 60 * 60 * 1000;

export function createOAuth(dependencies: OAuthDependencies): OAuth {
  const { identity, settings, fetchDocument } = dependencies;
  const core = oauthCore(
    dependencies,
    serverKeyIn(dependencies.dataDirectory, dependencies.operatorKey),
  );
  const { clock, limits } = core;
  const keys = new SigningKeys(core);
  const tokens = new OwnTokens(core, keys);
  const secrets = new LoginThrottle(limits, clock);
  const registrations = new RatePerAddress(limits.selfRegistrationsPerMinuteMax, clock);
  const issuer = (serverUrl: string): string => settings.issuer ?? serverUrl;
  let sweptMs = -Infinity;
  return {
    ...createOAuthAdministration(core, keys),
    authenticateAsset: assetAuthenticator({ core, tokens, identity, fetchDocument }),
    dynamicRegistration: settings.dynamicRegistration,
    issuer,
    issuers: (serverUrl) => [
      issuer(serverUrl),
      ...settings.externalIssuers.map((external) => external.issuer),
    ],
    publishedKeys: () => keys.published(),
    async token(request) {
      const answer = await answerToken(core, keys, secrets, request);
      if (clock.now() - sweptMs >= sweepIntervalMs) {
        sweptMs = clock.now();
        await sweepExpired(core, keys);
      }
      return answer;
    },
    revoke: (request) => revokeToken(core, tokens, secrets, request),
    async register(metadata, address) {
      const waitMs = settings.dynamicRegistration ? registrations.take(address) : 0;
      if (waitMs > 0) {
        throw new OAuthRefusal(
          "temporarily_unavailable",
          "Too many registrations from this address (selfRegistrationsPerMinuteMax).",
          waitMs,
        );
      }
      return await registerClient(core, metadata);
    },
    authorization: (parameters, serverUrl) => readAuthorizationRequest(core, parameters, serverUrl),
    clientName: async (clientId) => (await findClient(core.store, clientId))?.name ?? "",
    sealForm: (request, binding) => sealForm(core, request, binding),
    openForm: (sealed, binding) => openForm(core, sealed, binding),
    async logIn(name, password, address) {
      const credentials = Buffer.from(`${name}:${password}`).toString("base64");
      const login = await identity.authenticate(`Basic ${credentials}`, address);
      if (login.kind !== "caller") {
        recordToken(core, { by: undefined, action: "oauth login", outcome: login.kind });
      }
      return login;
    },
    allow: ({ caller }, request) => issueCode(core, caller, request),
  };
}

/** The part that people manage; enough beside a server that is running on the same data. */
export type OAuthAdministration = Pick<
  OAuth,
  "clients" | "applicationKeys" | "groups" | "signingKeys"
>;

export function createOAuthAdministration(
  core: OAuthCore,
  keys: SigningKeys = new SigningKeys(core),
): OAuthAdministration {
  return {
    clients: createClients(core),
    applicationKeys: createApplicationKeys(core),
    groups: createGroups(core),
    signingKeys: createSigningKeyService(core, keys),
  };
}

export function oauthCore(
  { core, audit, settings }: Pick<OAuthDependencies, "core" | "audit" | "settings">,
  serverKey: ServerKey,
): OAuthCore {
  const { store, clock, limits, region } = core;
  const rows = new RowGeneration(store, clock, limits);
  return { store, clock, limits, region, audit, settings, serverKey, rows };
}
