import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset delete",
  summary: "Delete a package with every version, its data and its endpoints.",
  arguments: [packageArgument],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    await opened.client.send("DELETE", packagePath(input));
    context.write(`deleted ${input.arguments[0] ?? ""}\n`);
    return 0;
  },
});
