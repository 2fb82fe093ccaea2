import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { believe } from "../../src/base/believe.ts";
import { envelopeOf, type OpenClient } from "./mcp-client.ts";

const run = promisify(execFile);

/** The command line of the MCP Inspector: a process and a session for every call, so nothing is remembered between them. */
export const openInspector: OpenClient = async (endpoint, token) => {
  const inspect = async (args: readonly string[]): Promise<unknown> => {
    const { stdout } = await run(
      process.execPath,
      [
        "node_modules/.bin/mcp-inspector",
        "--cli",
        endpoint,
        "--transport",
        "http",
        "--header",
        `Authorization: SLToken ${token}`,
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
  };
  return {
    toolNames: async () => {
      const listed = believe<{ tools: { name: string }[] }>(
        await inspect(["--method", "tools/list"]),
      );
      return listed.tools.map((tool) => tool.name);
    },
    call: async (name, args) =>
      envelopeOf(
        await inspect([
          "--method",
          "tools/call",
          "--tool-name",
          name,
          "--tool-args-json",
          JSON.stringify(args),
        ]),
      ),
    [Symbol.asyncDispose]: async () => {},
  };
};
