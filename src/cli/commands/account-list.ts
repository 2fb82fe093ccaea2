import { accountOptions } from "../accounts/account-words.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { columns } from "../columns.ts";
import { defineCommand, textOption } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";
import { orgOf } from "../org-option.ts";

export default defineCommand({
  name: "account list",
  summary: "List the accounts of an organization or of one of its projects.",
  arguments: [],
  options: [...accountOptions, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const accounts = await opened.accounts.list(await opened.operator(), {
      org: orgOf(input),
      projectPath: textOption(input, "project"),
    });
    context.write(
      columns([
        ["PATH", "TYPE", "VERSION", "FOR", "LACKS"],
        ...accounts.map(({ missing, path, type, usableBy, version }) => [
          path,
          type,
          String(version),
          usableBy,
          missing.join(", ") || "-",
        ]),
      ]),
    );
    return 0;
  },
});
