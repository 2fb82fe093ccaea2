import {
  accountArgument,
  accountOptions,
  accountPlace,
  accountValues,
  refuseSpokenSecrets,
  valueOptions,
} from "../accounts/account-words.ts";
import { accountLines } from "../accounts/account-lines.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, textOption } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account create",
  summary: "Make an account, which Snaps log in with.",
  arguments: [accountArgument],
  options: [
    { flags: "--type <type>", help: "Type of the account; `slipway account types` lists them." },
    ...accountOptions,
    ...valueOptions,
    { flags: "--for-admins", help: "Keep it to the administrators of the organization." },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const type = textOption(input, "type") ?? "";
    const fields = opened.accounts.types().find(({ name }) => name === type)?.fields ?? {};
    refuseSpokenSecrets(
      input,
      new Set(Object.keys(fields).filter((key) => fields[key]?.secret === true)),
    );
    const account = await opened.accounts.create(await opened.operator(), {
      ...accountPlace(input),
      type,
      values: await accountValues(input, context.environment),
      usableBy: input.options["forAdmins"] === true ? "admins" : "members",
    });
    context.write(accountLines(account));
    return 0;
  },
});
