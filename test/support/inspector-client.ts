import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { believe } from "../../src/base/believe.ts";
import { envelopeOf, type OpenClient } from "./mcp-client.ts";

const run = promisify(execFile);

/** One call of the command line of the MCP Inspector; the result it prints. */
export async function inspect(
  endpoint: string,
  authorization: string,
  args: readonly string[],
): Promise<unknown> {
  const { stdout } = await run(
    process.execPath,
    [
      "node_modules/.bin/mcp-inspector",
      "--cli",
      endpoint,
      "--transport",
      "http",
      "--header",
      `Authorization: ${authorization}`,
      ...args,
      "--format",
      "json",
    ],
    {
      env: { ...process.env, MCP_INSPECTOR_SECRET_STORE: "memory" },
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  const parsed: unknown = JSON.parse(stdout);
  return typeof parsed === "object" && parsed !== null && "result" in parsed
    ? parsed.result
    : parsed;
}

/** The command line as a client: a process and a session for every call, so nothing is remembered between them. */
export const openInspector: OpenClient = async (endpoint, token) => {
  const authorization = `SLToken ${token}`;
  return {
    toolNames: async () => {
      const listed = believe<{ tools: { name: string }[] }>(
        await inspect(endpoint, authorization, ["--method", "tools/list"]),
      );
      return listed.tools.map((tool) => tool.name);
    },
    call: async (name, args) =>
      envelopeOf(await inspect(endpoint, authorization, toolCall(name, args))),
    [Symbol.asyncDispose]: async () => {},
  };
};

/** The arguments that call a tool. */
export function toolCall(name: string, args: Readonly<Record<string, unknown>>): readonly string[] {
  return ["--method", "tools/call", "--tool-name", name, "--tool-args-json", JSON.stringify(args)];
}
