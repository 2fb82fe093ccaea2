import { hoursOption } from "../hours-option.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "client rotate",
  summary: "Make another secret for an OAuth client and print it, this once.",
  arguments: [{ name: "<client_id>", help: "As `client list` shows it." }],
  options: [
    {
      flags: "--grace-hours <number>",
      help: "The secrets before it stay good for so long; they end at once by default.",
    },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const graceMs = hoursOption(input, "graceHours", "--grace-hours");
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const operator = await identity.operator();
    const { secret } = await identity.clients.rotateSecret(
      operator,
      input.arguments[0] ?? "",
      graceMs,
    );
    context.write(`${secret}\n`);
    return 0;
  },
});
