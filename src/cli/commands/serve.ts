import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { mcpPath } from "../../edge/mcp-path.ts";
import type { Caller } from "../../control/caller.ts";
import type { App } from "../app-contract.ts";
import { type AppSettings, dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { firstStartText } from "../first-start.ts";
import { type EndpointAsset, howToConnect } from "../how-to-connect.ts";
import { serverUrlFile } from "../server-url-file.ts";

/** What to paste next; in front of another server the token is one of that server. */
async function nextSteps(app: App, settings: AppSettings, url: string): Promise<string> {
  if (settings.upstream !== undefined) {
    const { host = "a Platform MCP Server that is not configured" } = settings.upstream;
    return `stands in front of ${host}; clients send a token of that server to ${url}${mcpPath}\n`;
  }
  const { identity } = app.control;
  const caller = await identity.operator();
  const { token } = await identity.createToken(caller, caller.name);
  const asset = settings.assets ? await firstAsset(app, caller) : undefined;
  return howToConnect(url, token, caller.name, asset);
}

/** The asset to show a newcomer: the first one of the first package. */
async function firstAsset(
  { control: { orgs, packages } }: App,
  caller: Caller,
): Promise<EndpointAsset | undefined> {
  for (const { name: org } of await orgs.list(caller)) {
    for (const { key } of await packages.list(caller, org)) {
      const [asset] = (await packages.get(caller, { org, key })).assets;
      if (asset === undefined) continue;
      return { id: asset.id, name: asset.name, published: asset.in.includes("published") };
    }
  }
  return undefined;
}

export default defineCommand({
  name: "serve",
  summary: "Serve MCP over HTTP until the process is told to end.",
  arguments: [],
  options: [
    {
      flags: "--port <number>",
      help: "Port to listen on, 0 for a free one; 8080 by default, or SLIPWAY_PORT.",
    },
    {
      flags: "--host <name>",
      help: "Address to listen on; 127.0.0.1 by default, or SLIPWAY_HOST.",
    },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using app = await context.openApp(settings);
    const server = await app.serve();
    const urlFile = serverUrlFile(settings.dataDirectory);
    await writeFile(urlFile, server.url, { mode: 0o600 });
    context.write(`listening on ${server.url}\n`);
    context.write(firstStartText(app));
    context.write(await nextSteps(app, settings, server.url));
    if (!context.signal.aborted) await once(context.signal, "abort");
    context.write("stopping\n");
    await rm(urlFile, { force: true });
    await server.close();
    return 0;
  },
});
