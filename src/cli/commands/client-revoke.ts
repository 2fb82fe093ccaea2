import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "client revoke",
  summary: "End an OAuth client and every token that it was given.",
  arguments: [{ name: "<client_id>", help: "As `client list` shows it." }],
  options: dataOptions,
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const id = input.arguments[0] ?? "";
    await identity.clients.revoke(await identity.operator(), id);
    context.write(`revoked the client ${id}\n`);
    return 0;
  },
});
