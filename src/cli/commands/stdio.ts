import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "stdio",
  summary: "Serve MCP over standard input and output, for a client on this machine.",
  arguments: [],
  options: [
    { flags: "--user <name>", help: "Act as this user; the first administrator by default." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    await using app = await context.openApp(await readAppSettings(input, context.environment));
    await app.serveStdio(textOption(input, "user"), context.input, context.output, context.signal);
    return 0;
  },
});
