import { endpointOf } from "../connect/connection.ts";
import { recipeOf } from "../connect/recipes.ts";
import { defineCommand, textOption } from "../define-command.ts";

const placeholder = "YOUR_TOKEN";

export default defineCommand({
  name: "connect",
  summary: "Print exactly what a client needs to use this server.",
  arguments: [
    {
      name: "<client>",
      help: "claude-code, claude-desktop, cursor, vscode, codex or inspector.",
    },
  ],
  options: [
    {
      flags: "--url <url>",
      help: "The server, or one of its MCP paths; http://127.0.0.1:8080 by default.",
    },
    { flags: "--token <token>", help: "The SLToken that the client sends." },
  ],
  run: async (context, input) => {
    const recipe = recipeOf(input.arguments[0] ?? "");
    const endpoint = endpointOf(textOption(input, "url") ?? "http://127.0.0.1:8080");
    const token = textOption(input, "token");
    context.write(`${recipe.text({ endpoint, token: token ?? placeholder })}\n`);
    context.writeError(`${recipe.title}: ${recipe.place}.\n`);
    if (token === undefined) {
      context.writeError(
        `Put a token in the place of ${placeholder}: slipway token create --hours 720 makes one for 30 days.\n`,
      );
    }
    return 0;
  },
});
