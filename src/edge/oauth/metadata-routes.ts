import { scopes } from "../../control/oauth/scopes.ts";
import { grantTypes } from "../../control/oauth/client-rows.ts";
import { signingAlgorithm } from "../../control/oauth/signing-keys.ts";
import { answerJson, answerNotFound, answerWrongMethod } from "../answer.ts";
import type { Route, RouteCall } from "../route.ts";
import {
  assetsPath,
  authorizePath,
  discoveryPaths,
  keysPath,
  registerPath,
  resourceMetadataPath,
  revokePath,
  tokenPath,
} from "./oauth-paths.ts";
import { serverUrlOf } from "./server-url.ts";

/** Keys and documents may be kept by clients for so long. */
const cacheHeaders = { "cache-control": "public, max-age=300" } as const;

/** Says where the endpoints of the authorization server are and what they understand. */
export const discoveryRoute: Route = {
  matches: (path) => discoveryPaths.includes(path),
  pageMethods: "GET",
  answer: readOnly((call) => answerJson(call.response, 200, discoveryOf(call), cacheHeaders)),
};

/** The public keys of access tokens. */
export const keysRoute: Route = {
  matches: (path) => path === keysPath,
  pageMethods: "GET",
  answer: readOnly(async ({ parts, response }) => {
    const keys = await parts.control.oauth.publishedKeys();
    answerJson(response, 200, { keys }, cacheHeaders);
  }),
};

/** Says where tokens for the server or for one of its assets come from (RFC 9728). */
export const resourceMetadataRoute: Route = {
  matches: (path) => path === resourceMetadataPath || path.startsWith(`${resourceMetadataPath}/`),
  pageMethods: "GET",
  answer: readOnly((call) => {
    const { parts, path, response } = call;
    const resource = path.slice(resourceMetadataPath.length);
    if (resource !== "" && !isAssetPath(resource)) {
      return answerNotFound(response, `Put the path of an asset behind ${resourceMetadataPath}.`);
    }
    const serverUrl = serverUrlOf(call);
    const body = {
      resource: `${serverUrl}${resource}`,
      authorization_servers: parts.control.oauth.issuers(serverUrl),
      scopes_supported: scopes,
      bearer_methods_supported: ["header"],
      resource_name: resource === "" ? "Slipway" : "Slipway MCP server asset",
    };
    answerJson(response, 200, body, cacheHeaders);
  }),
};

/** Compared as it was sent: one plain segment behind the path of the assets. */
function isAssetPath(path: string): boolean {
  return (
    path.startsWith(`${assetsPath}/`) &&
    /^[A-Za-z0-9-]{1,64}$/.test(path.slice(assetsPath.length + 1))
  );
}

function discoveryOf(call: RouteCall) {
  const { oauth } = call.parts.control;
  const issuer = oauth.issuer(serverUrlOf(call));
  const authMethods = ["client_secret_basic", "client_secret_post", "none"];
  return {
    issuer,
    authorization_endpoint: `${issuer}${authorizePath}`,
    token_endpoint: `${issuer}${tokenPath}`,
    jwks_uri: `${issuer}${keysPath}`,
    revocation_endpoint: `${issuer}${revokePath}`,
    ...(oauth.dynamicRegistration ? { registration_endpoint: `${issuer}${registerPath}` } : {}),
    scopes_supported: scopes,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_methods_supported: authMethods,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [signingAlgorithm],
  };
}

function readOnly(answer: Route["answer"]): Route["answer"] {
  return async (call) => {
    const { method } = call.request;
    if (method !== "GET" && method !== "HEAD") return answerWrongMethod(call.response, "GET, HEAD");
    await answer(call);
  };
}
