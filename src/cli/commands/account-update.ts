import {
  accountArgument,
  accountOptions,
  accountTarget,
  accountValues,
  refuseSpokenSecrets,
  valueOptions,
} from "../accounts/account-words.ts";
import { accountLines } from "../accounts/account-lines.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, listOption, textOption } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account update",
  summary: "Change values of an account and leave the others as they are.",
  arguments: [accountArgument],
  options: [
    ...accountOptions,
    ...valueOptions,
    { flags: "--unset <key>", help: "A value to take away; may be repeated.", repeats: true },
    { flags: "--rename <name>", help: "Another name." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const caller = await opened.operator();
    const target = accountTarget(input);
    const before = await opened.accounts.get(caller, target);
    const fields = opened.accounts.types().find(({ name }) => name === before.type)?.fields ?? {};
    refuseSpokenSecrets(
      input,
      new Set(Object.keys(fields).filter((key) => fields[key]?.secret === true)),
    );
    const unset = listOption(input, "unset").map((key) => [key, null] as const);
    const account = await opened.accounts.update(caller, target, {
      values: {
        ...Object.fromEntries(unset),
        ...(await accountValues(input, context.environment)),
      },
      name: textOption(input, "rename"),
    });
    context.write(accountLines(account));
    return 0;
  },
});
