import type { Limits } from "../../base/limits.ts";
import { rpcCode, rpcError } from "../json-rpc.ts";
import { protocolVersions } from "../protocol-versions.ts";
import type { Reply } from "../reply.ts";

function refuse(reply: Reply, status: number, code: number, message: string): void {
  reply.json(status, JSON.stringify(rpcError(code, message)));
}

/** Every way in which a request is refused before any method sees it. */
export const refusals = {
  noSession: (reply: Reply, why: string) =>
    refuse(reply, 400, rpcCode.badSession, `no session: ${why}`),
  headerMissing: (reply: Reply) =>
    refusals.noSession(
      reply,
      "the Mcp-Session-Id header is missing. Send initialize first, and its Mcp-Session-Id with every later request.",
    ),
  notInitialized: (reply: Reply) =>
    refusals.noSession(
      reply,
      "the handshake is not complete. Send notifications/initialized with this Mcp-Session-Id first.",
    ),
  sessionNotFound: (reply: Reply) =>
    refuse(
      reply,
      404,
      rpcCode.sessionNotFound,
      "Session not found: it has ended, expired, or was opened by another caller or on another path. Send initialize again.",
    ),
  unsupportedVersion: (reply: Reply, version: string) =>
    refuse(
      reply,
      400,
      rpcCode.badSession,
      `Unsupported MCP-Protocol-Version ${version.slice(0, 100)}. Send one of ${protocolVersions.join(", ")}, or none.`,
    ),
  invalidRequest: (reply: Reply, why: string) =>
    refuse(reply, 400, rpcCode.invalidRequest, `Invalid request: ${why}`),
  unknownEvent: (reply: Reply) =>
    refuse(
      reply,
      400,
      rpcCode.badSession,
      "Unknown Last-Event-ID: this session has no such event, or its log has let go of it. Open a stream without that header, and send what was not answered again.",
    ),
  stopping: (reply: Reply) =>
    refuse(reply, 503, rpcCode.badSession, "The server is stopping. Try again soon."),
  tooMany: (reply: Reply, what: string, mend: string) =>
    reply.json(
      429,
      JSON.stringify(rpcError(rpcCode.badSession, `${what}; that is the limit. ${mend}`)),
      { "retry-after": "5" },
    ),
  tooManySessions: (reply: Reply, full: "owner-full" | "full", limits: Limits) =>
    full === "full"
      ? refusals.tooMany(reply, `The server has ${limits.sessionsMax} sessions`, "Try again later.")
      : refusals.tooMany(
          reply,
          `You have ${limits.sessionsPerCallerMax} sessions`,
          "End one with DELETE and its Mcp-Session-Id.",
        ),
} as const;
