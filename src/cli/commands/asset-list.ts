import type { Package } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { columns } from "../columns.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset list",
  summary: "List the packages of MCP Server assets that one may use or edit.",
  arguments: [],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const { packages } = await opened.client.get<{ readonly packages: readonly Package[] }>("");
    context.write(
      columns([
        ["PACKAGE", "NAME", "PUBLISHED", "YOU MAY"],
        ...packages.map(({ key, name, deployedVersion, permission }) => [
          key,
          name,
          deployedVersion ?? "-",
          permission,
        ]),
      ]),
    );
    return 0;
  },
});
