import { isObject } from "../../../src/base/json.ts";
import type { Call } from "../../../src/mcp/call.ts";
import { rpcCode } from "../../../src/mcp/json-rpc.ts";
import { resultOf } from "../../../src/mcp/result.ts";
import { RpcFailure } from "../../../src/mcp/rpc-failure.ts";
import type { Change, Surface } from "../../../src/mcp/surface.ts";
import { askingTools } from "./asking-tools.ts";
import { contentTools } from "./content-tools.ts";
import { png } from "./fixture.ts";
import { inputRequiredTools } from "./input-required-tools.ts";
import { fixturePrompts } from "./prompts.ts";
import { taskTools } from "./task-tools.ts";

/** What the conformance suite expects of a server, offered through our own protocol, transports and edge. */
export function conformanceSurface(): Surface {
  const watchers = new Set<(change: Change) => void>();
  const tell = (change: Change): void => {
    for (const watcher of watchers) watcher(change);
  };
  const tools = [...contentTools(tell), ...askingTools, ...inputRequiredTools, ...taskTools];
  const listed = resultOf({
    tools: tools.map(({ name, inputSchema }) => ({
      name,
      description: `The fixture ${name} of the conformance suite.`,
      inputSchema: inputSchema ?? { type: "object", properties: {} },
    })),
  });
  return {
    capabilities: {
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { subscribe: true, listChanged: true },
      completions: {},
    },
    has: () => true,
    instructions: () => "Fixtures of the conformance suite.",
    listTools: () => listed,
    async callTool(call, name, given) {
      const tool = tools.find((one) => one.name === name);
      if (tool === undefined) throw invalid(`Unknown tool ${name}`);
      return await tool.run(call, isObject(given) ? given : {});
    },
    taskSupport: (_toolset, name) => tools.find((one) => one.name === name)?.taskSupport ?? "never",
    headerArguments: (name) => tools.find((one) => one.name === name)?.headerArguments ?? {},
    listPrompts: () =>
      resultOf({
        prompts: fixturePrompts.map((prompt) => ({
          name: prompt.name,
          description: `The fixture ${prompt.name} of the conformance suite.`,
          arguments: (prompt.arguments ?? []).map((name) => ({ name, required: true })),
        })),
      }),
    async getPrompt(call, name) {
      const prompt = fixturePrompts.find((one) => one.name === name);
      if (prompt === undefined) throw invalid(`Unknown prompt ${name}`);
      const given = call.params["arguments"];
      return await prompt.render(call, isObject(given) ? given : {});
    },
    listResources: async () =>
      resultOf({
        resources: Object.entries(contents).map(([uri, { mimeType }]) => ({
          uri,
          name: uri,
          mimeType,
        })),
      }),
    listTemplates: () =>
      resultOf({
        resourceTemplates: [{ uriTemplate: "test://template/{id}/data", name: "template" }],
      }),
    async readResource(call, uri) {
      const found = read(uri);
      if (found === undefined) throw notFound(call, uri);
      return resultOf({ contents: [{ uri, ...found }] });
    },
    mayRead: (_caller, uri) => Promise.resolve(read(uri) !== undefined),
    complete: () => Promise.resolve(resultOf({ completion: { values: ["paris"], total: 1 } })),
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

interface FixtureResource {
  readonly mimeType: string;
  readonly text?: string;
  readonly blob?: string;
}

const contents: Readonly<Record<string, FixtureResource>> = {
  "test://static-text": {
    mimeType: "text/plain",
    text: "This is the content of the static text resource.",
  },
  "test://static-binary": { mimeType: "image/png", blob: png },
  "test://watched-resource": { mimeType: "text/plain", text: "watched" },
};

function read(uri: string): FixtureResource | undefined {
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id === undefined) return contents[uri];
  const data = { id, templateTest: true, data: `Data for ID: ${id}` };
  return { mimeType: "application/json", text: JSON.stringify(data) };
}

function invalid(why: string): RpcFailure {
  return new RpcFailure(rpcCode.invalidParams, why);
}

function notFound({ era }: Call, uri: string): RpcFailure {
  const code = era === "session" ? rpcCode.resourceNotFound : rpcCode.invalidParams;
  return new RpcFailure(code, "Resource not found.", { uri });
}
