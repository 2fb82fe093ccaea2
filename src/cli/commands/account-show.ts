import { accountLines } from "../accounts/account-lines.ts";
import { accountArgument, accountOptions, accountTarget } from "../accounts/account-words.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { columns } from "../columns.ts";
import { defineCommand } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account show",
  summary: "Show an account without its secrets, and the Snaps that name it.",
  arguments: [accountArgument],
  options: [...accountOptions, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const caller = await opened.operator();
    const target = accountTarget(input);
    context.write(accountLines(await opened.accounts.get(caller, target)));
    const uses = await opened.accounts.usage(caller, target);
    const rows = uses.map(({ pipelinePath, snapLabel }) => [pipelinePath, snapLabel]);
    if (rows.length > 0) context.write(`\n${columns([["USED BY", "SNAP"], ...rows])}`);
    return 0;
  },
});
