import type { PackageDetail } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset unpublish",
  summary: "Let no version of a package answer any more; versions and draft stay.",
  arguments: [packageArgument],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    await opened.client.send<PackageDetail>("DELETE", `${packagePath(input)}/deployment`);
    context.write(`nothing of ${input.arguments[0] ?? ""} answers\n`);
    return 0;
  },
});
