import { hoursOption } from "../hours-option.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, listOption } from "../define-command.ts";
import { groupOption, orgOf, orgOption } from "../org-option.ts";

export default defineCommand({
  name: "key create",
  summary: "Make an application key of an organization and print it, this once.",
  arguments: [{ name: "<name>", help: "Name that the audit shows." }],
  options: [
    orgOption,
    { flags: "--hours <number>", help: "Life of the key; it does not expire by default." },
    groupOption,
    ...dataOptions,
  ],
  run: async (context, input) => {
    const lifeMs = hoursOption(input, "hours", "--hours");
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const { key, id } = await identity.applicationKeys.create(await identity.operator(), {
      org: orgOf(input),
      name: input.arguments[0] ?? "",
      lifeMs,
      groups: listOption(input, "group"),
    });
    context.write(`${key}\n`);
    context.writeError(`Its id is ${id}. It needs the permission USE on the assets it calls.\n`);
    return 0;
  },
});
