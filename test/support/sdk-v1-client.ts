import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { envelopeOf, type OpenClient } from "./mcp-client.ts";

/** The official client SDK of the first line. */
export const openSdkV1: OpenClient = async (endpoint, token) => {
  const client = new Client({ name: "story-v1", version: "1.0.0" });
  const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
    requestInit: { headers: { authorization: `SLToken ${token}` } },
  });
  await client.connect(transport);
  return {
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    call: async (name, args) => envelopeOf(await client.callTool({ name, arguments: { ...args } })),
    [Symbol.asyncDispose]: () => client.close(),
  };
};
