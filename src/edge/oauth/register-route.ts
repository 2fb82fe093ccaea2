import type { OAuthClient } from "../../control/oauth/clients.ts";
import { OAuthRefusal } from "../../control/oauth/oauth-refusal.ts";
import { answerJson, answerWrongMethod } from "../answer.ts";
import { isDeeperThan } from "../json-depth.ts";
import type { Route, RouteCall } from "../route.ts";
import { answerOAuth } from "./answer-oauth-refusal.ts";
import { registerPath } from "./oauth-paths.ts";
import { readShortBody } from "./read-form.ts";

/** Lets clients register themselves (RFC 7591), where the operator allows it. */
export const registerRoute: Route = {
  matches: (path) => path === registerPath,
  pageMethods: "POST",
  answer: (call) =>
    answerOAuth(call, async () => {
      const { parts, request, response } = call;
      if (request.method !== "POST") return answerWrongMethod(response, "POST");
      const address = request.socket.remoteAddress ?? "";
      const client = await parts.control.oauth.register(await readMetadata(call), address);
      answerJson(response, 201, metadataOf(client), { pragma: "no-cache" });
    }),
};

async function readMetadata(call: RouteCall): Promise<unknown> {
  const text = await readShortBody(call);
  if (isDeeperThan(text, call.parts.limits.requestJsonDepthMax)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new OAuthRefusal("invalid_client_metadata", "The body is not JSON.");
  }
}

function metadataOf(client: OAuthClient) {
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.createdMs / 1000),
    client_name: client.name,
    redirect_uris: client.redirectUris,
    grant_types: client.grantTypes,
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    scope: client.scopes.join(" "),
  };
}
