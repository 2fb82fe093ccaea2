import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { readManifest } from "../../control/assets/package-manifest.ts";
import type { PackageDetail } from "../../control/assets/packages.ts";
import { zipFiles } from "../../control/assets/zip-package.ts";
import { endpointLines } from "../assets/endpoint-lines.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { folderFiles, packageFolder } from "../assets/package-folder.ts";
import { publishPackage } from "../assets/publish-package.ts";
import type { PackageReport } from "../../control/assets/package-report.ts";
import { reportText } from "../assets/report-text.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "asset import",
  summary: "Make the files of a folder the draft of a package, and perhaps publish it.",
  arguments: [
    {
      name: "<folder>",
      help: "With assets/, knowledge-models/, data-models/, data/ and perhaps package.yaml.",
    },
  ],
  options: [
    {
      flags: "--key <key>",
      help: "Key of the package; that in package.yaml, or the name of the folder, by default.",
    },
    { flags: "--publish", help: "Publish it as well." },
    { flags: "--summary <text>", help: "What the version changes, with --publish." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    const folder = input.arguments[0] ?? "";
    const { files, others } = await packageFolder(folder);
    for (const path of others) context.writeError(`passed over ${path}\n`);
    const key = textOption(input, "key") ?? (await keyOf(context, folder));
    await using opened = await openAssetClient(context, input);
    const { client } = opened;
    const path = `/${encodeURIComponent(key)}`;
    await client.upload<PackageDetail>(`${path}/archive`, zipFiles(folderFiles(folder, files)));
    context.write(`imported ${files.length} files into the draft of "${key}"\n`);
    if (input.options["publish"] !== true) {
      const report = await client.get<PackageReport>(`${path}/validation`);
      context.writeError(reportText(report));
      return report.valid ? 0 : 1;
    }
    const summary = textOption(input, "summary");
    const version = await publishPackage(context, client, key, { summary });
    if (version === undefined) return 1;
    context.write(`published ${key} ${version.version}\n`);
    context.write(endpointLines(await client.get<PackageDetail>(path), opened.url));
    return 0;
  },
});

async function keyOf(context: CliContext, folder: string): Promise<string> {
  const path = "package.yaml";
  const text = await readFile(join(folder, path), "utf8").catch(() => undefined);
  const read = text === undefined ? undefined : readManifest({ path, text }, context.limits);
  return (read?.ok === true ? read.manifest.key : undefined) ?? basename(resolve(folder));
}
