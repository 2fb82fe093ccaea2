import { Refusal } from "../../base/errors.ts";
import type { PackageVersion } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { untilLoaded } from "../assets/publish-package.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset rollback",
  summary: "Let an earlier version answer: the one before, or the one named.",
  arguments: [
    packageArgument,
    { name: "[version]", help: "Such as 1.2.0; the one before by default." },
  ],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const [key = "", named] = input.arguments;
    const path = packagePath(input);
    const { versions } = await opened.client.get<{ readonly versions: readonly PackageVersion[] }>(
      `${path}/versions`,
    );
    const version = named ?? versionBefore(key, versions);
    const { body } = await opened.client.send<PackageVersion>("PUT", `${path}/deployment`, {
      version,
    });
    if (body.pending) await untilLoaded(context, opened.client, key);
    context.write(`${key} ${version} answers\n`);
    return 0;
  },
});

function versionBefore(key: string, versions: readonly PackageVersion[]): string {
  const deployed = versions.findIndex((version) => version.deployed);
  const before = versions[deployed + 1];
  if (deployed >= 0 && before !== undefined) return before.version;
  throw new Refusal(
    "conflict",
    `There is no version of "${key}" to go back to.`,
    deployed < 0 ? "Expected a version that answers; none does." : "The oldest one answers.",
    `Name one of the versions that \`slipway asset versions ${key}\` lists.`,
  );
}
