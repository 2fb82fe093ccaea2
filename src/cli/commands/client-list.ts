import { columns } from "../columns.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { orgOf, orgOption } from "../org-option.ts";

export default defineCommand({
  name: "client list",
  summary: "List the OAuth clients of an organization.",
  arguments: [],
  options: [orgOption, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const clients = await identity.clients.list(await identity.operator(), orgOf(input));
    context.write(
      columns([
        ["CLIENT_ID", "NAME", "KIND", "GRANT TYPES", "STATE"],
        ...clients.map((client) => [
          client.id,
          client.name,
          client.kind,
          client.grantTypes.join(" "),
          client.revokedMs === undefined ? "active" : "revoked",
        ]),
      ]),
    );
    return 0;
  },
});
