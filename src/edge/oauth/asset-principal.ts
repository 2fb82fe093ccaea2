import type { Principal } from "../../control/identity/principal.ts";
import type { AssetAuthentication } from "../../control/oauth/asset-authentication.ts";
import { assetScope } from "../../control/oauth/scopes.ts";
import { answerJson } from "../answer.ts";
import type { RouteCall } from "../route.ts";
import { resourceMetadataPath } from "./oauth-paths.ts";
import { serverUrlOf } from "./server-url.ts";

/**
 * Who sends a request to the asset at `assetPath` (the path of its endpoint, without `/tool-api/…`). When that is nobody
 * who may, the request is answered here, with 400, 401 or 403 as RFC 6750 has it, and the result is nothing.
 */
export async function assetPrincipal(
  call: RouteCall,
  assetPath: string,
): Promise<Principal | undefined> {
  const { parts, request } = call;
  const serverUrl = serverUrlOf(call);
  const appKey = request.headers["appkey"];
  const found = await parts.control.oauth.authenticateAsset(
    {
      authorization: request.headers.authorization,
      appKey: typeof appKey === "string" ? appKey : appKey?.join(","),
    },
    { serverUrl, path: assetPath },
  );
  if (found.kind === "principal") return found.principal;
  answerUnauthenticated(call, found, `${serverUrl}${resourceMetadataPath}${assetPath}`);
  return undefined;
}

const statuses = { invalid_request: 400, invalid_token: 401, insufficient_scope: 403 } as const;

function answerUnauthenticated(
  { response }: RouteCall,
  found: Exclude<AssetAuthentication, { kind: "principal" }>,
  metadataUrl: string,
): void {
  const parameters = [
    'realm="slipway"',
    ...(found.kind === "absent"
      ? []
      : [`error="${found.error}"`, `error_description="${found.description}"`]),
    `scope="${assetScope}"`,
    `resource_metadata="${metadataUrl}"`,
  ];
  const status = found.kind === "absent" ? 401 : statuses[found.error];
  const body =
    found.kind === "absent"
      ? {
          error: "Unauthorized",
          error_description:
            "Send Authorization: Bearer with an access token (POST /oauth2/token) or an application key, or the header AppKey.",
        }
      : { error: found.error, error_description: found.description };
  answerJson(response, status, body, { "www-authenticate": `Bearer ${parameters.join(", ")}` });
}
