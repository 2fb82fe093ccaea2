import { Refusal } from "../../base/errors.ts";
import type { GrantType } from "../../control/oauth/clients.ts";
import { columns } from "../columns.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, listOption } from "../define-command.ts";
import { groupOption, orgOf, orgOption } from "../org-option.ts";

const grantTypes: readonly GrantType[] = [
  "client_credentials",
  "authorization_code",
  "refresh_token",
];

export default defineCommand({
  name: "client create",
  summary: "Make an OAuth client of an organization and print its id and secret, this once.",
  arguments: [{ name: "<name>", help: "Name that users and the audit see." }],
  options: [
    orgOption,
    {
      flags: "--redirect-uri <uri>",
      help: "Where users return to, for authorization_code; http://127.0.0.1/callback stands for any port. May be repeated.",
      repeats: true,
    },
    {
      flags: "--grant <type>",
      help: "client_credentials, authorization_code or refresh_token; may be repeated. Without redirect URIs client_credentials by default, with them the other two.",
      repeats: true,
    },
    {
      flags: "--public",
      help: "A program on the machines of its users, which can keep no secret.",
    },
    groupOption,
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    const [uris, grants] = [listOption(input, "redirectUri"), listOption(input, "grant")];
    await using identity = await openIdentity(context, settings);
    const client = await identity.clients.create(await identity.operator(), {
      org: orgOf(input),
      name: input.arguments[0] ?? "",
      kind: input.options["public"] === true ? "public" : "confidential",
      redirectUris: uris,
      grantTypes: grants.length === 0 ? undefined : grants.map(grantTypeOf),
      groups: listOption(input, "group"),
    });
    context.write(
      columns([
        ["client_id", client.id],
        ...(client.secret === undefined ? [] : [["client_secret", client.secret]]),
        ["grant_types", client.grantTypes.join(" ")],
        ["scope", client.scopes.join(" ")],
      ]),
    );
    return 0;
  },
});

function grantTypeOf(text: string): GrantType {
  const type = grantTypes.find((one) => one === text);
  if (type !== undefined) return type;
  throw new Refusal(
    "invalid-argument",
    `There is no grant type "${text}"`,
    `Expected one of ${grantTypes.join(", ")}.`,
    "Write --grant client_credentials, for example.",
  );
}
