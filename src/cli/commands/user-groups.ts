import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, listOption } from "../define-command.ts";
import { groupOption } from "../org-option.ts";

export default defineCommand({
  name: "user groups",
  summary: "Show the groups of a user, or set them.",
  arguments: [{ name: "<name>", help: "Name of the user." }],
  options: [
    { ...groupOption, help: "The user is in this group and no other; may be repeated." },
    { flags: "--none", help: "The user is in no group." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const operator = await identity.operator();
    const name = input.arguments[0] ?? "";
    const asked = listOption(input, "group");
    const groups =
      asked.length > 0 || input.options["none"] === true
        ? await identity.groups.set(operator, name, asked)
        : await identity.groups.list(operator, name);
    context.write(groups.map((group) => `${group}\n`).join(""));
    return 0;
  },
});
