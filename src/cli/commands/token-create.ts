import { hoursOption } from "../hours-option.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "token create",
  summary: "Make an SLToken for a user and print it, this once.",
  arguments: [],
  options: [
    { flags: "--user <name>", help: "Whose token; the first administrator by default." },
    { flags: "--hours <number>", help: "Life of the token; 1 by default." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const lifeMs = hoursOption(input, "hours", "--hours");
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const operator = await identity.operator();
    const user = textOption(input, "user") ?? operator.name;
    const { token } = await identity.createToken(
      operator,
      user,
      lifeMs === undefined ? {} : { lifeMs },
    );
    context.write(`${token}\n`);
    return 0;
  },
});
