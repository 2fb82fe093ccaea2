import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { envelopeOf, type OpenClient } from "./mcp-client.ts";

/** The official client SDK of the second line. */
export const openSdkV2: OpenClient = async (endpoint, token) => {
  const client = new Client({ name: "story-v2", version: "1.0.0" });
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
