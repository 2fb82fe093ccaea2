import { Refusal } from "../../base/errors.ts";
import type { AssetGrant, GrantSubjectKind } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { columns } from "../columns.ts";
import { type CommandInput, defineCommand, textOption } from "../define-command.ts";

const flagOf: Readonly<Record<GrantSubjectKind, string>> = {
  user: "toUser",
  client: "toClient",
  "application-key": "toKey",
  group: "toGroup",
  role: "toRole",
};

export default defineCommand({
  name: "asset permit",
  summary: "Let somebody use or edit a package or one of its assets; list who may.",
  arguments: [packageArgument],
  options: [
    { flags: "--to-user <name>", help: "A user." },
    { flags: "--to-client <id>", help: "An OAuth client, by id or name." },
    { flags: "--to-key <id>", help: "An application key, by id or name." },
    { flags: "--to-group <name>", help: "Users, clients and keys of a group." },
    { flags: "--to-role <role>", help: "Users with a role in the organization: member or admin." },
    { flags: "--permission <word>", help: "USE, EDIT, or none to take it away; USE by default." },
    { flags: "--asset <id>", help: "One asset of the package; all of them by default." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const path = `${packagePath(input)}/permissions`;
    const order = orderOf(input);
    const { permissions } =
      order === undefined
        ? await opened.client.get<Granted>(path)
        : (await opened.client.send<Granted>("PUT", path, order)).body;
    context.write(
      columns([
        ["PERMISSION", "KIND", "WHO", "ON"],
        ...permissions.map(({ permission, subjectKind, subject, assetId }) => [
          permission,
          subjectKind,
          subject,
          assetId ?? "the package",
        ]),
      ]),
    );
    return 0;
  },
});

interface Granted {
  readonly permissions: readonly AssetGrant[];
}

function orderOf(input: CommandInput): Readonly<Record<string, unknown>> | undefined {
  const named = Object.entries(flagOf).flatMap(([subjectKind, flag]) => {
    const subject = textOption(input, flag);
    return subject === undefined ? [] : [{ subjectKind, subject }];
  });
  const permission = textOption(input, "permission");
  const [one] = named;
  if (named.length > 1 || (one === undefined && permission !== undefined)) {
    throw new Refusal(
      "invalid-argument",
      "It is not clear whom to permit",
      `Expected one of --to-user, --to-client, --to-key, --to-group and --to-role; found ${named.length}.`,
      "Run the command once for each.",
    );
  }
  if (one === undefined) return undefined;
  const assetId = textOption(input, "asset");
  return { ...one, permission: permission ?? "USE", ...(assetId === undefined ? {} : { assetId }) };
}
