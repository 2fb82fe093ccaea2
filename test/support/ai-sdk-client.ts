import { createMCPClient } from "@ai-sdk/mcp";
import { envelopeOf, type OpenClient } from "./mcp-client.ts";

/** The MCP client of the AI SDK, as agents built on it use it. */
export const openAiSdk: OpenClient = async (endpoint, token) => {
  const client = await createMCPClient({
    transport: { type: "http", url: endpoint, headers: { authorization: `SLToken ${token}` } },
  });
  return {
    toolNames: async () => Object.keys(await client.tools()),
    call: async (name, args) => {
      const tool = (await client.tools())[name];
      if (tool === undefined) throw new Error(`no tool ${name}`);
      return envelopeOf(await tool.execute({ ...args }, { toolCallId: "story", messages: [] }));
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
};
