import { specTypeSchemas } from "@modelcontextprotocol/server";
import { isObject } from "../base/json.ts";
import { rpcCode } from "./json-rpc.ts";
import { RpcFailure } from "./rpc-failure.ts";

type Params = Readonly<Record<string, unknown>>;

const schemas = {
  initialize: specTypeSchemas.InitializeRequest,
  "tools/list": specTypeSchemas.ListToolsRequest,
  "tools/call": specTypeSchemas.CallToolRequest,
  "prompts/list": specTypeSchemas.ListPromptsRequest,
  "prompts/get": specTypeSchemas.GetPromptRequest,
  "resources/list": specTypeSchemas.ListResourcesRequest,
  "resources/templates/list": specTypeSchemas.ListResourceTemplatesRequest,
  "resources/read": specTypeSchemas.ReadResourceRequest,
  "resources/subscribe": specTypeSchemas.SubscribeRequest,
  "resources/unsubscribe": specTypeSchemas.UnsubscribeRequest,
  "completion/complete": specTypeSchemas.CompleteRequest,
  "logging/setLevel": specTypeSchemas.SetLevelRequest,
  "subscriptions/listen": specTypeSchemas.SubscriptionsListenRequest,
} as const;

type CheckedMethod = keyof typeof schemas;

/** What is wrong with the params of a request, in one sentence; nothing when they are as its method wants them. */
export function paramsProblem(method: string, params: Params | undefined): string | undefined {
  if (!isChecked(method) || (method === "tools/call" && isPlainCall(params))) return undefined;
  const checked = schemas[method]["~standard"].validate({ method, params });
  if (checked instanceof Promise || checked.issues === undefined) return undefined;
  const problems = checked.issues.slice(0, 3).map(({ path = [], message }) => {
    const place = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    return `${place || "params"}: ${message}`;
  });
  return `Invalid params of ${method}: ${problems.join("; ")}.`;
}

/** Throws when the params are not as the method wants them. */
export function checkParams(method: string, params: Params | undefined): void {
  const problem = paramsProblem(method, params);
  if (problem !== undefined) throw new RpcFailure(rpcCode.invalidParams, problem);
}

function isChecked(method: string): method is CheckedMethod {
  return Object.hasOwn(schemas, method);
}

/** A call as nearly all are, seen to be right without the schema, which costs more than answering it. */
function isPlainCall(params: Params | undefined): boolean {
  if (params === undefined || typeof params["name"] !== "string") return false;
  const { arguments: given, _meta: meta } = params;
  if (given !== undefined && !isObject(given)) return false;
  if (meta === undefined) return true;
  if (!isObject(meta)) return false;
  const token = meta["progressToken"];
  return token === undefined || typeof token === "string" || Number.isInteger(token);
}
