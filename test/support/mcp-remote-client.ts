import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  getDefaultEnvironment,
  StdioClientTransport,
} from "@modelcontextprotocol/sdk/client/stdio.js";
import { envelopeOf, type OpenClient } from "./mcp-client.ts";

/** The bridge by which clients that only start processes, such as Claude Desktop, reach a server over HTTP. */
export const openMcpRemote: OpenClient = async (endpoint, token) => {
  const home = await mkdtemp(join(tmpdir(), "slipway-mcp-remote-"));
  const client = new Client({ name: "story-mcp-remote", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [
        "node_modules/.bin/mcp-remote",
        endpoint,
        "--allow-http",
        "--transport",
        "http-only",
        "--header",
        "Authorization:${SLIPWAY_AUTHORIZATION}",
      ],
      env: {
        ...getDefaultEnvironment(),
        HOME: home,
        MCP_REMOTE_CONFIG_DIR: home,
        SLIPWAY_AUTHORIZATION: `SLToken ${token}`,
      },
      stderr: "ignore",
    }),
  );
  return {
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    call: async (name, args) => envelopeOf(await client.callTool({ name, arguments: { ...args } })),
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await rm(home, { recursive: true, force: true });
    },
  };
};
