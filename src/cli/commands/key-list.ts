import { columns } from "../columns.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";
import { orgOf, orgOption } from "../org-option.ts";
import type { ApplicationKey } from "../../control/oauth/application-keys.ts";

export default defineCommand({
  name: "key list",
  summary: "List the application keys of an organization.",
  arguments: [],
  options: [orgOption, ...dataOptions],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const keys = await identity.applicationKeys.list(await identity.operator(), orgOf(input));
    context.write(
      columns([
        ["ID", "NAME", "CREATED", "STATE"],
        ...keys.map((key) => [
          key.id,
          key.name,
          new Date(key.createdMs).toISOString(),
          stateOf(key, context.clock.now()),
        ]),
      ]),
    );
    return 0;
  },
});

function stateOf({ revokedMs, expiresMs }: ApplicationKey, now: number): string {
  if (revokedMs !== undefined) return "revoked";
  if (expiresMs === undefined) return "active";
  const until = new Date(expiresMs).toISOString();
  return expiresMs <= now ? `expired ${until}` : `active until ${until}`;
}
