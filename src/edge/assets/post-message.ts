import { rpcError } from "../../mcp/json-rpc.ts";
import { answerJson } from "../answer.ts";
import { HttpReply } from "../http-reply.ts";
import { parseBody, toolCallsIn } from "../parse-body.ts";
import { readBody } from "../read-body.ts";
import { takePlace } from "../take-place.ts";
import type { AssetCall } from "./answer-asset.ts";

/** Answers one message of MCP. */
export async function postMessage(call: AssetCall): Promise<void> {
  const { edge, asset, owner, request, response, guards, parts } = call;
  using held = await readBody(request, parts.limits, guards.bodies);
  const body = parseBody(held.bytes, parts.limits);
  if (body.kind === "unreadable") {
    return answerJson(response, 400, rpcError(body.code, body.message));
  }
  const isCall = !Array.isArray(body.value) && toolCallsIn(body.value) > 0;
  if (isCall) await takePlace(guards, owner, 1, response);
  const server = edge.servers.of(asset, request.socket);
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === "string" ? value : undefined;
  };
  await edge.endpoint.post(server, { header }, body.value, new HttpReply(response, parts.limits));
}
