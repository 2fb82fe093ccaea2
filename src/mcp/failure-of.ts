import { asError } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import { rpcCode } from "./json-rpc.ts";
import type { McpParts } from "./mcp-parts.ts";
import { RpcFailure } from "./rpc-failure.ts";

/** What was thrown as an error of the protocol: a refusal says what to send instead, a bug says nothing. */
export function failureOf(
  thrown: unknown,
  parts: Pick<McpParts, "logger" | "newRequestId">,
): RpcFailure {
  if (thrown instanceof RpcFailure) return thrown;
  if (thrown instanceof Refusal) {
    const { message, reason, resolution } = thrown;
    return new RpcFailure(rpcCode.invalidParams, `${message}. ${reason} ${resolution}`);
  }
  const requestId = parts.newRequestId();
  parts.logger.error("request failed unexpectedly", { requestId, stack: asError(thrown).stack });
  return new RpcFailure(
    rpcCode.internal,
    `The server has a fault. Report request id ${requestId} to its operator.`,
  );
}
