import { audienceOf } from "./audience.ts";
import { findClient } from "./client-rows.ts";
import type { OAuthClient } from "./clients.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { isRegisteredRedirect } from "./redirect-uri.ts";
import { checkScope } from "./scopes.ts";

/** What a client asks a user to allow, checked. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scope: string;
  /** The part of the server that is meant; empty for all of it. */
  readonly audience: string;
  readonly codeChallenge: string;
}

export type AuthorizationRead =
  | {
      readonly kind: "request";
      readonly request: AuthorizationRequest;
      readonly client: OAuthClient;
    }
  /** To be told to the user alone: nothing says that the redirect URI is the client's. */
  | { readonly kind: "unfit"; readonly refusal: OAuthRefusal }
  /** To be told to the client, by sending the user there. */
  | { readonly kind: "refused"; readonly location: string };

/** Reads the parameters of the authorization endpoint; `issuer` goes into every answer (RFC 9207). */
export async function readAuthorizationRequest(
  core: OAuthCore,
  parameters: URLSearchParams,
  serverUrl: string,
): Promise<AuthorizationRead> {
  const clientId = parameters.get("client_id") ?? "";
  const client = await findClient(core.store, clientId);
  if (client === undefined || client.revokedMs !== undefined) {
    return unfit("The client_id names no client of this server.");
  }
  const redirectUri = parameters.get("redirect_uri") ?? "";
  const single = ["client_id", "redirect_uri"].every(
    (name) => parameters.getAll(name).length === 1,
  );
  if (!single || !isRegisteredRedirect(redirectUri, client.redirectUris)) {
    return unfit(
      "The redirect_uri is missing, sent twice or not registered for this client: it is compared to the letter.",
    );
  }
  const state = parameters.get("state") ?? undefined;
  try {
    const request = { clientId, redirectUri, state, ...readRest(client, parameters, serverUrl) };
    return { kind: "request", request, client };
  } catch (thrown) {
    if (!(thrown instanceof OAuthRefusal)) throw thrown;
    const issuer = core.settings.issuer ?? serverUrl;
    return { kind: "refused", location: refusedLocation({ redirectUri, state }, issuer, thrown) };
  }
}

/** Where the user goes when the answer is no. */
export function refusedLocation(
  request: Pick<AuthorizationRequest, "redirectUri" | "state">,
  issuer: string,
  refusal: OAuthRefusal,
): string {
  return locationOf(request, issuer, {
    error: refusal.oauthCode,
    error_description: refusal.message,
  });
}

/** Where the user goes with the answer, which stands in the query. */
export function locationOf(
  { redirectUri, state }: Pick<AuthorizationRequest, "redirectUri" | "state">,
  issuer: string,
  answer: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({
    ...answer,
    ...(state === undefined ? {} : { state }),
    iss: issuer,
  });
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query.toString()}`;
}

function readRest(
  client: OAuthClient,
  parameters: URLSearchParams,
  serverUrl: string,
): Pick<AuthorizationRequest, "scope" | "audience" | "codeChallenge"> {
  const twice = [...new Set(parameters.keys())].find((name) => parameters.getAll(name).length > 1);
  if (twice === "resource") {
    throw new OAuthRefusal("invalid_target", "Send one resource at a time.");
  }
  if (twice !== undefined) {
    throw new OAuthRefusal(
      "invalid_request",
      `The parameter ${twice.slice(0, 40)} was sent twice.`,
    );
  }
  if (!client.grantTypes.includes("authorization_code")) {
    throw new OAuthRefusal("unauthorized_client", "The client may not use authorization_code.");
  }
  if (parameters.get("response_type") !== "code") {
    throw new OAuthRefusal("unsupported_response_type", "Send response_type=code.");
  }
  if ((parameters.get("response_mode") ?? "query") !== "query") {
    throw new OAuthRefusal("invalid_request", "Send response_mode=query, or leave it out.");
  }
  if (parameters.get("code_challenge_method") !== "S256") {
    throw new OAuthRefusal("invalid_request", "PKCE is required: send code_challenge_method=S256.");
  }
  const codeChallenge = parameters.get("code_challenge") ?? "";
  if (!/^[A-Za-z0-9_-]{43}$/.test(codeChallenge)) {
    throw new OAuthRefusal(
      "invalid_request",
      "PKCE is required: send code_challenge, the SHA-256 of the verifier as base64url.",
    );
  }
  const scope = parameters.get("scope") ?? client.scopes.join(" ");
  return {
    scope: checkScope(scope, client.scopes),
    audience: audienceOf(parameters.get("resource") ?? undefined, serverUrl),
    codeChallenge,
  };
}

function unfit(description: string): AuthorizationRead {
  return { kind: "unfit", refusal: new OAuthRefusal("invalid_request", description) };
}
