import { accountLines } from "../accounts/account-lines.ts";
import { accountOptions } from "../accounts/account-words.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, textOption } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";
import { readTextFile } from "../text-file.ts";

export default defineCommand({
  name: "account import",
  summary:
    "Take an account that the platform exported (.sla), and say what must be entered by hand.",
  arguments: [{ name: "<file.sla>", help: "The exported account." }],
  options: [
    ...accountOptions,
    { flags: "--name <name>", help: "Name of the account; the label in the file by default." },
    { flags: "--type <type>", help: "Type, for a class that no type stands for." },
    { flags: "--overwrite", help: "Change the account of that name, if there is one." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const account = await opened.accounts.import(await opened.operator(), {
      org: textOption(input, "org"),
      projectPath: textOption(input, "project"),
      sla: await readTextFile(input.arguments[0] ?? ""),
      name: textOption(input, "name"),
      type: textOption(input, "type"),
      overwrite: input.options["overwrite"] === true,
    });
    context.write(accountLines(account));
    for (const { error, reason, resolution } of account.findings)
      context.write(`${error} ${reason} ${resolution}\n`);
    return 0;
  },
});
