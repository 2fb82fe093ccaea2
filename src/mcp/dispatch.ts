import { isObject } from "../base/json.ts";
import type { Call } from "./call.ts";
import { checkParams } from "./check-params.ts";
import { rpcCode } from "./json-rpc.ts";
import type { Result } from "./result.ts";
import { RpcFailure } from "./rpc-failure.ts";
import type { Surface } from "./surface.ts";

type Method = (surface: Surface, call: Call) => Result | Promise<Result>;

/** The methods that both eras have, each answered from the surface. */
const methods: Readonly<Record<string, Method>> = {
  "tools/list": (surface, call) => {
    refuseCursor(call);
    return surface.listTools(call);
  },
  "tools/call": (surface, call) =>
    surface.callTool(call, text(call, "name"), call.params["arguments"]),
  "prompts/list": (surface, call) => {
    refuseCursor(call);
    return surface.listPrompts(call);
  },
  "prompts/get": (surface, call) => surface.getPrompt(call, text(call, "name")),
  "resources/list": (surface, call) => {
    const { cursor } = call.params;
    return surface.listResources(call, typeof cursor === "string" ? cursor : undefined);
  },
  "resources/templates/list": (surface, call) => {
    refuseCursor(call);
    return surface.listTemplates(call);
  },
  "resources/read": (surface, call) => surface.readResource(call, text(call, "uri")),
  "completion/complete": (surface, call) => {
    const { argument } = call.params;
    const { name, value } = isObject(argument) ? argument : {};
    return surface.complete(call, { name: String(name), value: String(value) });
  },
};

export function isSharedMethod(method: string): boolean {
  return Object.hasOwn(methods, method);
}

/** Answers a request of a method that both eras have; rejects with an `RpcFailure`. */
export function dispatch(surface: Surface, call: Call): Result | Promise<Result> {
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  if (method === undefined) throw methodNotFound(call.method);
  checkParams(call.method, call.params);
  return method(surface, call);
}

export function methodNotFound(method: string): RpcFailure {
  return new RpcFailure(
    rpcCode.methodNotFound,
    `Method not found: ${JSON.stringify(method.slice(0, 100))} is no method of this server.`,
  );
}

function refuseCursor({ params }: Call): void {
  if (params["cursor"] === undefined) return;
  throw new RpcFailure(
    rpcCode.invalidParams,
    "Unknown cursor: this list has one page. Leave `cursor` out.",
  );
}

function text(call: Call, field: string): string {
  const value = call.params[field];
  if (typeof value === "string") return value;
  throw new RpcFailure(
    rpcCode.invalidParams,
    `Invalid params of ${call.method}: ${field} is a text.`,
  );
}
