import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "key revoke",
  summary: "End an application key.",
  arguments: [{ name: "<id>", help: "As `key list` shows it; not the key itself." }],
  options: dataOptions,
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const id = input.arguments[0] ?? "";
    await identity.applicationKeys.revoke(await identity.operator(), id);
    context.write(`revoked the application key ${id}\n`);
    return 0;
  },
});
