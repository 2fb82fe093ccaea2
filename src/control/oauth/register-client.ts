import { isObject } from "../../base/json.ts";
import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import { isName } from "../check-name.ts";
import { grantTypes, toClientRow } from "./client-rows.ts";
import type { OAuthClient } from "./clients.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { recordToken } from "./record.ts";
import { isLoopbackRedirect, redirectUriProblem } from "./redirect-uri.ts";
import { checkScope, scopes as allScopes } from "./scopes.ts";

/** Registers a client by its own word (RFC 7591): public, for users, and back to the user's own machine alone. */
export async function registerClient(core: OAuthCore, metadata: unknown): Promise<OAuthClient> {
  const { store, clock, limits } = core;
  if (!core.settings.dynamicRegistration) throw switchedOff();
  if (!isObject(metadata)) throw invalid("The body is not a JSON object.");
  const client: OAuthClient = {
    id: newSnodeId(),
    name: nameOf(metadata["client_name"]),
    kind: "public",
    grantTypes: grantTypesOf(metadata["grant_types"]),
    redirectUris: redirectUrisOf(core, metadata["redirect_uris"]),
    scopes: scopesOf(metadata["scope"]),
    groups: [],
    createdBy: "itself",
    createdMs: clock.now(),
  };
  checkOnly(metadata["response_types"], ["code"], "response_types");
  const method = metadata["token_endpoint_auth_method"] ?? "none";
  if (method !== "none") {
    throw invalid("The client gets no secret: send token_endpoint_auth_method none.");
  }
  await store.transaction().execute(async (transaction) => {
    const { count } = await transaction
      .selectFrom("oauth_clients")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("org_id", "is", null)
      .executeTakeFirstOrThrow();
    if (count >= limits.selfRegisteredClientsMax) throw tooMany();
    await transaction.insertInto("oauth_clients").values(toClientRow(client)).execute();
  });
  recordToken(core, { by: client.name, action: "oauth client register", outcome: "ok" });
  return client;
}

function nameOf(name: unknown): string {
  if (name === undefined) return "unnamed client";
  if (typeof name === "string" && isName(name)) return name;
  throw invalid("The client_name is no name: send 1 to 255 bytes without slashes.");
}

function grantTypesOf(value: unknown): OAuthClient["grantTypes"] {
  checkOnly(value, ["authorization_code", "refresh_token"], "grant_types");
  const asked: readonly unknown[] = Array.isArray(value) ? value : ["authorization_code"];
  if (!asked.includes("authorization_code")) {
    throw invalid("Send grant_types with authorization_code.");
  }
  return grantTypes.filter((type) => asked.includes(type));
}

function checkOnly(value: unknown, known: readonly string[], name: string): void {
  if (value === undefined) return;
  const items: readonly unknown[] = Array.isArray(value) ? value : [undefined];
  if (items.length > 0 && items.every((item) => known.some((one) => one === item))) return;
  throw invalid(`Send ${name} as a list of ${known.join(" and ")}.`);
}

function redirectUrisOf({ limits }: OAuthCore, value: unknown): readonly string[] {
  const uris: readonly unknown[] = Array.isArray(value) ? value : [];
  if (uris.length === 0 || uris.length > limits.redirectUrisMax) {
    throw new OAuthRefusal(
      "invalid_redirect_uri",
      `Send redirect_uris with 1 to ${limits.redirectUrisMax} URIs (redirectUrisMax).`,
    );
  }
  return uris.map((uri) => {
    const fit =
      typeof uri === "string" &&
      redirectUriProblem(uri, limits) === undefined &&
      isLoopbackRedirect(uri);
    if (fit) return uri;
    throw new OAuthRefusal(
      "invalid_redirect_uri",
      "Clients that register themselves redirect to http on the own machine alone, such as http://127.0.0.1/callback; others are made by slipway client create.",
    );
  });
}

function scopesOf(scope: unknown): readonly string[] {
  if (scope === undefined) return allScopes;
  if (typeof scope !== "string") throw invalid("Send scope as text with blanks between.");
  return checkScope(scope, allScopes).split(" ");
}

function invalid(description: string): OAuthRefusal {
  return new OAuthRefusal("invalid_client_metadata", description);
}

function tooMany(): OAuthRefusal {
  return new OAuthRefusal(
    "temporarily_unavailable",
    "Too many clients have registered themselves (selfRegisteredClientsMax); unused ones are removed after a day.",
    60_000,
  );
}

function switchedOff(): Refusal {
  return new Refusal(
    "not-found",
    "Clients cannot register themselves here",
    "The setting `oauth.dynamicRegistration` is off.",
    "Use a client that `slipway client create` made, or have the operator switch the setting on.",
  );
}
