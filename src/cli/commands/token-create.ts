import { Refusal } from "../../base/errors.ts";
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
    const lifeMs = lifeOf(textOption(input, "hours"));
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

function lifeOf(hours: string | undefined): number | undefined {
  if (hours === undefined) return undefined;
  const number = Number(hours);
  if (number > 0 && Number.isFinite(number)) return number * 60 * 60 * 1000;
  throw new Refusal(
    "invalid-argument",
    `Cannot use --hours ${hours}`,
    "Expected a number above 0.",
    "Write --hours 8, for example.",
  );
}
