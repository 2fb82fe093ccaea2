import { dataOptions, readAppSettings } from "../app-settings.ts";
import { columns } from "../columns.ts";
import { defineCommand, textOption } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";

export default defineCommand({
  name: "account types",
  summary: "List the types of account, or the fields of one.",
  arguments: [],
  options: [{ flags: "--type <type>", help: "The type whose fields are shown." }, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using opened = await openIdentity(context, settings);
    const wanted = textOption(input, "type");
    const types = opened.accounts.types();
    const fields = types.find(({ name }) => name === wanted)?.fields;
    const rows =
      fields === undefined
        ? [["TYPE", "NAME"], ...types.map(({ label, name }) => [name, label])]
        : [
            ["FIELD", "KIND", "REQUIRED", "MEANING"],
            ...Object.entries(fields).map(([key, { help, kind, required }]) => [
              key,
              kind,
              required ? "yes" : "-",
              help,
            ]),
          ];
    context.write(columns(rows));
    return 0;
  },
});
