import { accountArgument, accountOptions, accountTarget } from "../accounts/account-words.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account delete",
  summary: "Delete an account with its secrets.",
  arguments: [accountArgument],
  options: [
    ...accountOptions,
    { flags: "--force", help: "Also when pipelines name it." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const force = input.options["force"] === true;
    await opened.accounts.delete(await opened.operator(), accountTarget(input), { force });
    context.write("the account is deleted\n");
    return 0;
  },
});
