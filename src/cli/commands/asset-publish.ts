import type { PackageDetail } from "../../control/assets/packages.ts";
import { endpointLines } from "../assets/endpoint-lines.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { publishPackage } from "../assets/publish-package.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "asset publish",
  summary: "Check the draft of a package, make it a version and let it answer.",
  arguments: [packageArgument],
  options: [
    {
      flags: "--as <version>",
      help: "The version, such as 1.2.0; the newest counted up by default.",
    },
    { flags: "--bump <part>", help: "What to count up: major, minor or patch, the default." },
    { flags: "--summary <text>", help: "What the version changes." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const key = input.arguments[0] ?? "";
    const order = {
      version: textOption(input, "as"),
      bump: textOption(input, "bump"),
      summary: textOption(input, "summary"),
    };
    const version = await publishPackage(context, opened.client, key, order);
    if (version === undefined) return 1;
    context.write(`published ${key} ${version.version}\n`);
    const detail = await opened.client.get<PackageDetail>(packagePath(input));
    context.write(endpointLines(detail, opened.url));
    return 0;
  },
});
