import { accountArgument, accountOptions, accountTarget } from "../accounts/account-words.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account test",
  summary: "Log in with an account.",
  arguments: [accountArgument],
  options: [...accountOptions, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const caller = await opened.operator();
    const result = await opened.accounts.test(caller, accountTarget(input), context.signal);
    const { durationMs, error, reason, resolution, state } = result;
    if (state === "ok") context.write(`the login works (${durationMs} ms)\n`);
    else context.write([error, reason, resolution].filter((text) => text !== "").join("\n") + "\n");
    return state === "failed" ? 1 : 0;
  },
});
