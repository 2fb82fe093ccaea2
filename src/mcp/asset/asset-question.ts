import { paramsProblem } from "../check-params.ts";
import { methodNotFound } from "../dispatch.ts";
import { type RequestId, rpcCode } from "../json-rpc.ts";
import { statelessVersion } from "../protocol-versions.ts";
import { emptyResult, type Result, resultOf, sessionAnswer, statelessAnswer } from "../result.ts";
import { RpcFailure } from "../rpc-failure.ts";
import { agreedVersion } from "../session/initialize.ts";
import type { AssetServer } from "./asset-server.ts";

/** A request that is to be answered, of whichever era. */
export interface AssetQuestion {
  readonly id: RequestId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly era: "session" | "stateless";
}

/** The methods of an asset, by era. */
const methods = {
  session: new Set(["initialize", "ping", "tools/list", "tools/call"]),
  stateless: new Set(["server/discover", "tools/list", "tools/call"]),
} as const;

const capabilities = { tools: {} };

export function isKnown({ era, method }: AssetQuestion): boolean {
  return methods[era].has(method);
}

/** Whether it counts against the limit of the asset; connecting, and asking whether it is there, does not. */
export function isCounted({ method }: AssetQuestion): boolean {
  return method === "tools/list" || method === "tools/call";
}

/** Why nobody can answer a request: its method, or its params. */
export function problemOf(question: AssetQuestion): RpcFailure | undefined {
  const { method, params } = question;
  if (!isKnown(question)) return methodNotFound(method);
  const problem = paramsProblem(method, params);
  if (problem !== undefined) return new RpcFailure(rpcCode.invalidParams, problem);
  if (method !== "tools/list" || params["cursor"] === undefined) return undefined;
  const message = "Unknown cursor: the list of tools has one page. Leave `cursor` out.";
  return new RpcFailure(rpcCode.invalidParams, message);
}

/** What a request gets that does not count. */
export function greeting(asset: AssetServer, { method, params }: AssetQuestion): Result {
  switch (method) {
    case "initialize":
      return resultOf({
        protocolVersion: agreedVersion(params),
        capabilities,
        serverInfo: asset.serverInfo,
        instructions: asset.instructions(),
      });
    case "server/discover":
      return resultOf({
        supportedVersions: [statelessVersion],
        capabilities,
        instructions: asset.instructions(),
      });
    default:
      return emptyResult;
  }
}

/** The JSON text of an answer; `keptMs` is how long its client may keep it, when it may be kept at all. */
export function answerTo(
  { id, era }: AssetQuestion,
  { serverInfo }: AssetServer,
  result: Result,
  keptMs?: number,
): string {
  if (era === "session") return sessionAnswer(id, result);
  const hints = keptMs === undefined ? "" : `,"ttlMs":${keptMs},"cacheScope":"private"`;
  return statelessAnswer(id, result, JSON.stringify(serverInfo), hints);
}
