import { isObject } from "../../base/json.ts";
import { checkParams } from "../check-params.ts";
import type { RpcRequest } from "../json-rpc.ts";
import type { McpCaller } from "../mcp-caller.ts";
import type { McpParts } from "../mcp-parts.ts";
import { protocolVersions } from "../protocol-versions.ts";
import { type Result, resultOf } from "../result.ts";

export interface Handshake {
  readonly protocolVersion: string;
  /** Capabilities of the client. */
  readonly client: Readonly<Record<string, unknown>>;
  readonly result: Result;
}

/** What `initialize` agrees on. Throws when its params are wrong. */
export function handshake(
  { surface, serverInfo }: Pick<McpParts, "surface" | "serverInfo">,
  { method, params }: RpcRequest,
  caller: McpCaller,
): Handshake {
  checkParams(method, params);
  const protocolVersion = agreedVersion(params);
  const capabilities = params?.["capabilities"];
  return {
    protocolVersion,
    client: isObject(capabilities) ? capabilities : {},
    result: resultOf({
      protocolVersion,
      capabilities: { ...surface.capabilities, logging: {} },
      serverInfo,
      instructions: surface.instructions(caller),
    }),
  };
}

/** The revision that the client asked for when it is known, else the newest. */
export function agreedVersion(params: RpcRequest["params"]): string {
  const asked = String(params?.["protocolVersion"]);
  return protocolVersions.includes(asked) ? asked : (protocolVersions[0] ?? asked);
}
