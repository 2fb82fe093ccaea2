import { isObject } from "../base/json.ts";
import type { Limits } from "../base/limits.ts";
import { decodeUtf8 } from "../base/utf8.ts";
import { rpcCode } from "../mcp/json-rpc.ts";
import { isDeeperThan } from "./json-depth.ts";

/** What came of a body. */
export type ParsedBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly code: number; readonly message: string };

/** Reads JSON that is UTF-8 and not nested too deep. */
export function parseBody(bytes: Buffer, { requestJsonDepthMax }: Limits): ParsedBody {
  const text = decodeUtf8(bytes);
  if (text === undefined) return notJson;
  if (isDeeperThan(text, requestJsonDepthMax)) {
    const message = `Invalid request: the body nests deeper than ${requestJsonDepthMax} levels (requestJsonDepthMax). Send large values as text, such as \`slp_content\`.`;
    return { kind: "unreadable", code: rpcCode.invalidRequest, message };
  }
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return notJson;
  }
}

const notJson: ParsedBody = {
  kind: "unreadable",
  code: rpcCode.parseError,
  message: "Parse error: the body is not JSON in UTF-8. Send one JSON-RPC 2.0 message.",
};

/** How many tools a body calls; everything else is quick and is never made to wait, so that a client can cancel. */
export function toolCallsIn(body: unknown): number {
  return Array.isArray(body) ? body.filter(isToolCall).length : Number(isToolCall(body));
}

function isToolCall(message: unknown): boolean {
  return isObject(message) && message["method"] === "tools/call";
}
