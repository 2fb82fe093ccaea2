import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "../../base/errors.ts";
import type { OpenAsset } from "../../control/assets/assets.ts";
import type { Principal } from "../../control/identity/principal.ts";
import { HttpReply } from "../http-reply.ts";
import { isJson } from "../mcp-checks.ts";
import { assetPrincipal } from "../oauth/asset-principal.ts";
import { assetsPath } from "../oauth/oauth-paths.ts";
import { tooLarge } from "../read-body.ts";
import type { RouteCall } from "../route.ts";
import { answerDetail, answerNoAsset, answerRefusalDetail } from "./answer-detail.ts";
import { answerOpenApi } from "./answer-open-api.ts";
import type { AssetEdge } from "./asset-edge.ts";
import { type AssetPath, readAssetPath, readDraft } from "./asset-path.ts";
import { callByRest } from "./call-by-rest.ts";
import { postMessage } from "./post-message.ts";

/** A request to an asset whose sender may use it. */
export interface AssetCall extends RouteCall {
  readonly edge: AssetEdge;
  readonly asset: OpenAsset;
  readonly which: "draft" | "published";
  /** Whose calls they are, for those that are counted at once. */
  readonly owner: string;
}

type KnownPath = Exclude<AssetPath, { readonly kind: "none" | "no-id" }>;

const methods = { endpoint: "GET, POST, DELETE", tool: "POST", openapi: "GET" } as const;

/** Answers a request to a path below the assets; what is cheap to refuse is refused first. */
export async function answerAsset(call: RouteCall): Promise<void> {
  const { response, path, query, parts } = call;
  const { assets: edge } = parts;
  if (edge === undefined) {
    return answerDetail(response, 404, "MCP Server Asset feature is not active");
  }
  const read = readAssetPath(path);
  if (read.kind === "no-id") return answerNoAsset(response);
  if (read.kind === "none") {
    const detail = `Not Found. Assets are at ${assetsPath}/{asset_id}, their tools below it at /tool-api/{tool-id} and /openapi.json.`;
    return answerDetail(response, 404, detail);
  }
  const which = readDraft(query);
  if (which === undefined) {
    const detail = "`draft` is true or false, once. Leave it out for the published version.";
    return answerDetail(response, 422, detail);
  }
  if (isRefusedByHead(call, read)) return;
  const principal = await assetPrincipal(call, read.asset.path);
  if (principal === undefined) return;
  const asset = await openAsset(edge, principal, read.asset.id, which);
  if (asset === undefined) return answerNoAsset(response);
  const owner = `${principal.kind} ${principal.id}`;
  return answerOpened({ ...call, edge, asset, which, owner }, read);
}

function answerOpened(call: AssetCall, read: KnownPath): Promise<void> | void {
  switch (read.kind) {
    case "tool":
      return callByRest(call, read.toolId);
    case "openapi":
      return answerOpenApi(call);
    default:
      return answerEndpoint(call);
  }
}

function answerEndpoint(call: AssetCall): Promise<void> | void {
  const { edge, request, response, guards, parts } = call;
  if (request.method === "POST") return postMessage(call);
  const reply = new HttpReply(response, parts.limits);
  if (request.method === "DELETE") return reply.empty(200);
  guards.streams.add(response);
  edge.endpoint.get(reply);
}

/** What the head of a request alone is refused for: the method, then the type and the size of the body. */
function isRefusedByHead({ request, response, parts }: RouteCall, { kind }: KnownPath): boolean {
  const { headers, method = "" } = request;
  const allow = methods[kind];
  if (!allow.split(", ").includes(method)) {
    answerDetail(response, 405, `Method Not Allowed. Use ${allow}.`, { allow });
    return true;
  }
  // Whoever says nothing of themselves hears first that they have to, whatever they sent.
  if (headers.authorization === undefined && headers["appkey"] === undefined) return false;
  const bytes = headers["content-length"];
  const isEmpty = kind === "tool" && (bytes === "0" || isBodiless(headers));
  if (method === "POST" && !isEmpty && !isJson(headers["content-type"])) {
    answerDetail(response, 415, "Send `Content-Type: application/json`.");
    return true;
  }
  if (Number(bytes ?? 0) > parts.limits.requestBodyBytesMax) {
    answerRefusalDetail(response, tooLarge(parts.limits.requestBodyBytesMax));
    return true;
  }
  return false;
}

function isBodiless(headers: IncomingHttpHeaders): boolean {
  return headers["content-length"] === undefined && headers["transfer-encoding"] === undefined;
}

/** Nothing when there is no such asset for this principal. */
async function openAsset(
  { assets }: AssetEdge,
  principal: Principal,
  id: string,
  which: "draft" | "published",
): Promise<OpenAsset | undefined> {
  try {
    return await assets.open(principal, id, which);
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === "not-found") return undefined;
    throw thrown;
  }
}
