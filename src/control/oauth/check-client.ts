import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { didYouMean } from "../../base/nearest.ts";
import { checkName } from "../check-name.ts";
import { listed, sentences } from "../words.ts";
import { checkGroups } from "./check-groups.ts";
import { grantTypes } from "./client-rows.ts";
import type { GrantType, NewOAuthClient, OAuthClient } from "./clients.ts";
import { redirectUriProblem } from "./redirect-uri.ts";
import { scopes as allScopes } from "./scopes.ts";

type CheckedClient = Pick<
  OAuthClient,
  "name" | "kind" | "grantTypes" | "redirectUris" | "scopes" | "groups"
>;

/** A client as it may be stored, with what was left out. */
export function checkClient(client: NewOAuthClient, limits: Limits): CheckedClient {
  const { kind = "confidential", redirectUris = [], scopes = allScopes, groups = [] } = client;
  const usual: readonly GrantType[] =
    redirectUris.length === 0 ? ["client_credentials"] : ["authorization_code", "refresh_token"];
  const types = client.grantTypes ?? usual;
  checkName("client", "name", client.name);
  checkListed("grant type", types, grantTypes);
  checkListed("scope", scopes, allScopes);
  checkRedirectUris(redirectUris, limits);
  if (types.includes("client_credentials") && kind === "public") {
    throw contradiction(
      "A public client cannot use client_credentials.",
      "It has no secret, so nothing would say that it is the client.",
      "Make it confidential, or give it redirect URIs and the grant type authorization_code.",
    );
  }
  const redirects = types.includes("authorization_code");
  if (redirects !== redirectUris.length > 0) {
    throw contradiction(
      "Redirect URIs and the grant type authorization_code belong together.",
      redirects
        ? "Found the grant type and no redirect URI."
        : "Found redirect URIs and not the grant type.",
      'Give both, such as "http://127.0.0.1/callback" (any port of the own machine is good), or neither.',
    );
  }
  if (types.includes("refresh_token") && !redirects) {
    throw contradiction(
      "The grant type refresh_token needs authorization_code.",
      "A client that speaks for itself asks for another access token instead.",
      "Add authorization_code, or leave refresh_token out.",
    );
  }
  return {
    name: client.name,
    kind,
    grantTypes: grantTypes.filter((type) => types.includes(type)),
    redirectUris: [...new Set(redirectUris)],
    scopes: [...new Set(scopes)],
    groups: checkGroups(groups, limits),
  };
}

function checkListed(what: string, names: readonly string[], known: readonly string[]): void {
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined && names.length > 0) return;
  throw new Refusal(
    "invalid-argument",
    wrong === undefined
      ? `No ${what} is named.`
      : `There is no ${what} ${JSON.stringify(wrong.slice(0, 80))}.`,
    `Expected one or more of ${listed(known)}.`,
    sentences(didYouMean(wrong ?? "", known), "Pass one of these."),
  );
}

function checkRedirectUris(uris: readonly string[], limits: Limits): void {
  if (uris.length > limits.redirectUrisMax) {
    throw new Refusal(
      "invalid-argument",
      "Too many redirect URIs.",
      `Expected at most ${limits.redirectUrisMax} (redirectUrisMax); found ${uris.length}.`,
      "Name fewer, or make another client.",
    );
  }
  for (const uri of uris) {
    const problem = redirectUriProblem(uri, limits);
    if (problem === undefined) continue;
    throw new Refusal(
      "invalid-argument",
      `${JSON.stringify(uri.slice(0, 200))} is no redirect URI.`,
      `Expected https, http to the own machine, or a scheme of the program's own; ${problem}.`,
      'Pass one such as "https://client.example/callback" or "http://127.0.0.1/callback".',
    );
  }
}

function contradiction(error: string, reason: string, resolution: string): Refusal {
  return new Refusal("invalid-argument", error, reason, resolution);
}
