import type { Call, LogLevel } from "../call.ts";
import { isLogLevel } from "../call.ts";
import { checkParams } from "../check-params.ts";
import { dispatch } from "../dispatch.ts";
import { rpcCode } from "../json-rpc.ts";
import type { EndpointParts } from "../mcp-parts.ts";
import { emptyResult, type Result } from "../result.ts";
import { RpcFailure } from "../rpc-failure.ts";
import type { SessionRecord } from "../sessions.ts";

/** What a client hears when it named no level. */
export const usualLogLevel: LogLevel = "info";

/** Answers a request of a session: the methods that need its record here, all others from the surface. */
export function answerInSession(
  parts: EndpointParts,
  record: SessionRecord,
  call: Call,
): Result | Promise<Result> {
  switch (call.method) {
    case "ping":
      return emptyResult;
    case "logging/setLevel":
      return setLevel(parts, record, call);
    case "resources/subscribe":
    case "resources/unsubscribe":
      return subscribe(parts, record, call);
    default:
      return dispatch(parts.surface, call);
  }
}

async function setLevel(parts: EndpointParts, record: SessionRecord, call: Call): Promise<Result> {
  checkParams(call.method, call.params);
  const { level } = call.params;
  if (isLogLevel(level)) await parts.sessions.change(record.id, { logLevel: level });
  return emptyResult;
}

async function subscribe(parts: EndpointParts, record: SessionRecord, call: Call): Promise<Result> {
  checkParams(call.method, call.params);
  const uri = String(call.params["uri"]);
  const others = record.subscriptions.filter((one) => one !== uri);
  if (call.method === "resources/unsubscribe") {
    await parts.sessions.change(record.id, { subscriptions: others });
    return emptyResult;
  }
  const { sessionSubscriptionsMax: most } = parts.limits;
  if (others.length >= most) {
    throw new RpcFailure(
      rpcCode.invalidParams,
      `The session has ${most} subscriptions; that is the limit (sessionSubscriptionsMax). Unsubscribe from one first.`,
    );
  }
  if (!(await parts.surface.mayRead(call.caller, uri))) {
    throw new RpcFailure(
      rpcCode.resourceNotFound,
      "Resource not found. Call resources/list for what there is.",
      { uri },
    );
  }
  await parts.sessions.change(record.id, { subscriptions: [...others, uri] });
  return emptyResult;
}
