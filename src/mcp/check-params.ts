import { specTypeSchemas } from "@modelcontextprotocol/server";
import type { RpcRequest } from "./json-rpc.ts";

const schemas = {
  initialize: specTypeSchemas.InitializeRequest,
  "tools/list": specTypeSchemas.ListToolsRequest,
  "tools/call": specTypeSchemas.CallToolRequest,
  "prompts/list": specTypeSchemas.ListPromptsRequest,
  "prompts/get": specTypeSchemas.GetPromptRequest,
  "completion/complete": specTypeSchemas.CompleteRequest,
  "logging/setLevel": specTypeSchemas.SetLevelRequest,
} as const;

/** What is wrong with the params of a request, in one sentence; nothing when they are as its method wants them. */
export function paramsProblem(request: RpcRequest): string | undefined {
  const schema = schemaOf(request.method);
  if (schema === undefined) return undefined;
  const checked = schema["~standard"].validate({ method: request.method, params: request.params });
  if (checked instanceof Promise || checked.issues === undefined) return undefined;
  const problems = checked.issues.slice(0, 3).map(({ path = [], message }) => {
    const place = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    return `${place || "params"}: ${message}`;
  });
  return `Invalid params of ${request.method}: ${problems.join("; ")}.`;
}

function schemaOf(method: string) {
  switch (method) {
    case "initialize":
    case "tools/list":
    case "tools/call":
    case "prompts/list":
    case "prompts/get":
    case "completion/complete":
    case "logging/setLevel":
      return schemas[method];
    default:
      return undefined;
  }
}
