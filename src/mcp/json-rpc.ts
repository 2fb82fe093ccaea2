import { isObject } from "../base/json.ts";

export type RequestId = string | number;

export interface RpcRequest {
  readonly jsonrpc: "2.0";
  readonly id: RequestId;
  readonly method: string;
  readonly params?: Record<string, unknown>;
}

export interface RpcNotification {
  readonly jsonrpc: "2.0";
  readonly method: string;
  readonly params?: Record<string, unknown>;
}

/** A client's answer to a request of the server. */
export interface RpcAnswer {
  readonly id: RequestId;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** What a body holds, message by message; an `answer` belongs to a request of the server. */
export type Incoming =
  | { readonly kind: "request"; readonly message: RpcRequest }
  | { readonly kind: "notification"; readonly message: RpcNotification }
  | { readonly kind: "answer"; readonly message: RpcAnswer }
  | {
      readonly kind: "invalid";
      readonly id: RequestId | null;
      readonly code: number;
      readonly reason: string;
    };

export const rpcCode = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  badSession: -32000,
  sessionNotFound: -32001,
  resourceNotFound: -32002,
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedVersion: -32022,
  internal: -32603,
} as const;

export interface RpcError {
  readonly jsonrpc: "2.0";
  readonly id: RequestId | null;
  readonly error: { readonly code: number; readonly message: string };
}

export function rpcError(code: number, message: string, id: RequestId | null = null): RpcError {
  return { jsonrpc: "2.0", id, error: { code, message } };
}

/** Tells what one JSON value is in JSON-RPC 2.0. */
export function readMessage(value: unknown): Incoming {
  if (!isObject(value)) {
    return invalid(null, "A message is a JSON object.");
  }
  const { jsonrpc, id, method, params } = value;
  const known = typeof id === "string" || (typeof id === "number" && Number.isFinite(id));
  const echoed = known ? id : null;
  if (jsonrpc !== "2.0") return invalid(echoed, '`jsonrpc` must be "2.0".');
  if (id !== undefined && !known) return invalid(null, "`id` must be a text or a number.");
  if (method === undefined) {
    const { result, error } = value;
    if (known && (result !== undefined || error !== undefined)) {
      return { kind: "answer", message: { id, result, error } };
    }
    return invalid(echoed, "`method` is missing.");
  }
  if (typeof method !== "string") return invalid(echoed, "`method` must be a text.");
  if (params !== undefined && !isObject(params)) {
    return {
      kind: "invalid",
      id: echoed,
      code: rpcCode.invalidParams,
      reason: "`params` must be an object.",
    };
  }
  const call = { jsonrpc: "2.0", method, ...(params === undefined ? {} : { params }) } as const;
  return known
    ? { kind: "request", message: { ...call, id } }
    : { kind: "notification", message: call };
}

function invalid(id: RequestId | null, reason: string): Incoming {
  return { kind: "invalid", id, code: rpcCode.invalidRequest, reason };
}
