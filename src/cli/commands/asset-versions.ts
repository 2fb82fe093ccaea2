import type { PackageVersion } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { columns } from "../columns.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset versions",
  summary: "List the versions of a package, newest first.",
  arguments: [packageArgument],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const { versions } = await opened.client.get<{ readonly versions: readonly PackageVersion[] }>(
      `${packagePath(input)}/versions`,
    );
    context.write(
      columns([
        ["VERSION", "STATE", "PUBLISHED", "BY", "SUMMARY"],
        ...versions.map(({ version, deployed, pending, publishedMs, publishedBy, summary }) => [
          version,
          deployed ? "answers" : pending ? "waits for its data" : "",
          new Date(publishedMs).toISOString(),
          publishedBy,
          summary,
        ]),
      ]),
    );
    return 0;
  },
});
