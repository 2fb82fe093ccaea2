/** One way in which a connection goes wrong: what it looks like from the client, why it happens, what to do. */
export interface Trouble {
  readonly symptom: string;
  readonly cause: string;
  readonly resolution: string;
}

/** The troubleshooting table of the published pages, and what lies below it: a server that is not reached at all. */
export const troubles = {
  unreachable: {
    symptom: "No answer at all.",
    cause:
      "Nothing listens at this address, its name is unknown, or its certificate is not trusted.",
    resolution:
      "Check host and port, that the server runs (`slipway serve`), and proxies in between.",
  },
  zeroTools: {
    symptom: "tools/list answers 0 tools and no error.",
    cause:
      "The Authorization header is there but cannot be used: no `SLToken ` before the token, an unknown or expired token, or a token of another region.",
    resolution:
      "Send `Authorization: SLToken <token>` with a token that was made for this server: `slipway token create`.",
  },
  unauthorized: {
    symptom: "401 on the first call.",
    cause:
      "The Authorization header is missing, does not have the right form, or its token has expired.",
    resolution:
      "Send exactly `Authorization: SLToken <token>`, one blank between, with a token that is still good.",
  },
  notConfigured: {
    symptom: '503 "Platform MCP server is not configured".',
    cause: "The server passes MCP on to a Platform MCP Server, and none is configured.",
    resolution:
      "Set `platform_mcp.host` in its config file, or leave `platform_mcp` out so that it answers by itself.",
  },
  noSession: {
    symptom: '400 "no session", or a session that is not found.',
    cause:
      "The Mcp-Session-Id header or notifications/initialized did not arrive: a client skips it, or something in between drops it.",
    resolution:
      "Do the whole handshake: initialize, keep the Mcp-Session-Id of its answer, notifications/initialized, then tools. Let proxies pass that header both ways.",
  },
  orgRequired: {
    symptom: 'A tool answers "Organization is required".',
    cause: "The tool works in an org, the call names none, and the session has no default.",
    resolution:
      "Pass `org` in the arguments, or call save_user_preferences with `default_org` once per session.",
  },
  wrongPath: {
    symptom: "400 or 404 for the path.",
    cause: "Only the three MCP paths exist; everything else below and beside them is blocked.",
    resolution:
      "Use exactly …/platform_mcp/mcp, …/mcp/platform or …/mcp/pygen, without a slash at the end.",
  },
  pygenMissing: {
    symptom: "…/mcp/pygen answers 404, or …/mcp shows only 12 tools.",
    cause: "PyGen is not wired on this server.",
    resolution:
      "Have the operator take `pygen: false` out of its config file, or use …/mcp/platform.",
  },
  expiredMidway: {
    symptom: "Authorization works at first and then fails in the middle of a session.",
    cause:
      "The token has expired or was revoked since the session began; tokens live about an hour.",
    resolution: "Make a new token and begin a new session with initialize.",
  },
  framing: {
    symptom: "Answers contain lines that begin with `data:`.",
    cause: "They are server-sent events, as the protocol has it; this is no error.",
    resolution: "Parse the JSON after each `data: `; `result` then holds the answer.",
  },
  sourceRefused: {
    symptom: "403 before anything else.",
    cause: "The Host or Origin of the request is not on the server's list.",
    resolution:
      "Address the server by a name it knows, or have the operator add the name to `allowedHosts` or `allowedOrigins`.",
  },
  gateway: {
    symptom: "502 or 504.",
    cause: "The Platform MCP Server behind this one cannot be reached or does not answer in time.",
    resolution: "Check that server, `platform_mcp.host` and `platform_mcp.timeout_seconds`.",
  },
  busy: {
    symptom: "429 or 503.",
    cause: "A limit is reached: sessions, calls at once, or wrong passwords.",
    resolution: "Try again after the seconds in the Retry-After header; end sessions with DELETE.",
  },
  notMcp: {
    symptom: "An answer that is not MCP.",
    cause: "Something else answers at this address: a web page, a login form, another service.",
    resolution: "Check the host, the path and what stands in between.",
  },
} as const satisfies Readonly<Record<string, Trouble>>;

export type TroubleName = keyof typeof troubles;
