import { once } from "node:events";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { firstStartText } from "../first-start.ts";
import { howToConnect } from "../how-to-connect.ts";

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
    context.write(`listening on ${server.url}\n`);
    context.write(firstStartText(app));
    const caller = await app.control.identity.operator();
    const { token } = await app.control.identity.createToken(caller, caller.name);
    context.write(howToConnect(server.url, token, caller.name));
    if (!context.signal.aborted) await once(context.signal, "abort");
    context.write("stopping\n");
    await server.close();
    return 0;
  },
});
