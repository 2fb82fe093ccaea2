import { paramsProblem } from "./check-params.ts";
import type { RpcRequest } from "./json-rpc.ts";
import { protocolVersions } from "./protocol-versions.ts";

/** The revision that `initialize` will be answered with, or nothing when it will be answered with an error. */
export function negotiatedVersion(initialize: RpcRequest): string | undefined {
  const asked = initialize.params?.["protocolVersion"];
  if (paramsProblem(initialize) !== undefined || typeof asked !== "string") return undefined;
  return protocolVersions.includes(asked) ? asked : protocolVersions[0];
}
