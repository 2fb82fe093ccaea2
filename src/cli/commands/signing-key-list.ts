import { columns } from "../columns.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "signing-key list",
  summary: "List the keys that access tokens are signed and verified with.",
  arguments: [],
  options: dataOptions,
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const keys = await identity.signingKeys.list(await identity.operator());
    context.write(
      columns([
        ["KEY_ID", "CREATED", "STATE"],
        ...keys.map(({ id, createdMs, state }) => [id, new Date(createdMs).toISOString(), state]),
      ]),
    );
    return 0;
  },
});
