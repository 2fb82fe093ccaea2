import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  classifyInboundRequest,
  LOG_LEVEL_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server";
import { isObject } from "../../base/json.ts";
import { isLogLevel, type LogLevel } from "../call.ts";
import { rpcCode } from "../json-rpc.ts";
import type { McpRequest } from "../mcp-request.ts";
import { protocolVersions, statelessVersion } from "../protocol-versions.ts";
import { RpcFailure } from "../rpc-failure.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a request of the stateless era says of itself in `_meta`. */
export interface Envelope {
  readonly client: Fields;
  /** Without it the client wants no log messages. */
  readonly logLevel: LogLevel | undefined;
}

export type Classified =
  /** It belongs to a session, or begins one. */
  | { readonly kind: "session" }
  | { readonly kind: "notification" }
  | {
      readonly kind: "request";
      readonly method: string;
      readonly params: Fields;
      readonly envelope: Envelope;
    }
  | { readonly kind: "failure"; readonly status: number; readonly failure: RpcFailure };

/** Whether a body could be of the stateless era; most that are not are told apart by this alone. */
export function mayBeStateless(request: Pick<McpRequest, "header">, body: unknown): boolean {
  const version = request.header("mcp-protocol-version");
  if (version !== undefined && !protocolVersions.includes(version) && namesStateless(version)) {
    return true;
  }
  if (Array.isArray(body)) return body.some(hasClaim);
  return hasClaim(body);
}

/** Decides the era of a request as the SDK does; in the stateless one, whether it says all that it must. */
export function classify(request: Pick<McpRequest, "header">, body: unknown): Classified {
  const plain = plainRequest(request, body);
  if (plain !== undefined) return plain;
  const version = request.header("mcp-protocol-version");
  const named = request.header("mcp-method");
  const outcome = classifyInboundRequest({
    httpMethod: "POST",
    body,
    ...(version === undefined ? {} : { protocolVersionHeader: version }),
    ...(named === undefined ? {} : { mcpMethodHeader: named }),
  });
  if (outcome.kind === "reject") {
    const { code, message, data, httpStatus: status } = outcome;
    const failure = new RpcFailure(code, message, isObject(data) ? data : undefined);
    return { kind: "failure", status, failure };
  }
  if (outcome.kind === "legacy") {
    return version !== undefined && namesStateless(version)
      ? invalid("this revision has neither batches nor answers of the client. Send one request.")
      : { kind: "session" };
  }
  const { revision } = outcome.classification;
  if (revision !== undefined && revision !== statelessVersion) return unsupported(revision);
  if (outcome.messageKind === "notification") return { kind: "notification" };
  const { method } = outcome.message;
  const params: Fields = isObject(outcome.message.params) ? outcome.message.params : {};
  return { kind: "request", method, params, envelope: envelopeOf(params["_meta"]) };
}

/** A request in which everything is as nearly all have it, seen without the SDK, whose schemas cost more than the call. */
function plainRequest(request: Pick<McpRequest, "header">, body: unknown): Classified | undefined {
  if (!isObject(body)) return undefined;
  const { jsonrpc, id, method, params } = body;
  const isId = typeof id === "string" || Number.isInteger(id);
  if (jsonrpc !== "2.0" || !isId || typeof method !== "string" || !isObject(params))
    return undefined;
  const { _meta: meta } = params;
  const isPlain =
    method !== "initialize" &&
    request.header("mcp-protocol-version") === statelessVersion &&
    request.header("mcp-method") === method &&
    isObject(meta) &&
    meta[PROTOCOL_VERSION_META_KEY] === statelessVersion &&
    isEmptyObject(meta[CLIENT_CAPABILITIES_META_KEY]) &&
    isInfo(meta[CLIENT_INFO_META_KEY]);
  return isPlain ? { kind: "request", method, params, envelope: envelopeOf(meta) } : undefined;
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function isInfo(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || Object.keys(value).length !== 2) return false;
  return typeof value["name"] === "string" && typeof value["version"] === "string";
}

function envelopeOf(meta: unknown): Envelope {
  const fields = isObject(meta) ? meta : {};
  const client = fields[CLIENT_CAPABILITIES_META_KEY];
  const logLevel = fields[LOG_LEVEL_META_KEY];
  return {
    client: isObject(client) ? client : {},
    logLevel: isLogLevel(logLevel) ? logLevel : undefined,
  };
}

function hasClaim(message: unknown): boolean {
  if (!isObject(message)) return false;
  const { params } = message;
  if (!isObject(params) || !isObject(params["_meta"])) return false;
  return Object.hasOwn(params["_meta"], PROTOCOL_VERSION_META_KEY);
}

function namesStateless(version: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(version.trim()) && version.trim() >= statelessVersion;
}

function invalid(why: string): Classified {
  const failure = new RpcFailure(rpcCode.invalidRequest, `Invalid request: ${why}`);
  return { kind: "failure", status: 400, failure };
}

function unsupported(requested: string): Classified {
  const failure = new RpcFailure(
    rpcCode.unsupportedVersion,
    `Unsupported protocol version ${requested.slice(0, 100)}. Send ${statelessVersion}, or begin a session with initialize.`,
    { supported: [statelessVersion], requested },
  );
  return { kind: "failure", status: 400, failure };
}
