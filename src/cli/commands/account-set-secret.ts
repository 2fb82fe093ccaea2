import { accountArgument, accountOptions, accountTarget } from "../accounts/account-words.ts";
import { readSecret } from "../accounts/read-secret.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account set-secret",
  summary: "Enter a secret of an account: typed without being shown, or piped in.",
  arguments: [accountArgument, { name: "<field>", help: "Such as `password`." }],
  options: [...accountOptions, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const caller = await opened.operator();
    const target = accountTarget(input);
    await opened.accounts.get(caller, target);
    const field = input.arguments[1] ?? "";
    const values = { [field]: await readSecret(context, field) };
    const { missing, path } = await opened.accounts.update(caller, target, { values });
    context.write(`${field} of ${path} is set\n`);
    if (missing.length > 0) context.write(`It lacks ${missing.join(", ")}.\n`);
    return 0;
  },
});
