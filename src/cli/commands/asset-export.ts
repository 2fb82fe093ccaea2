import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { PackageFile } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { writeBelow } from "../assets/package-folder.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "asset export",
  summary: "Write the files of a package into a folder, or into one .zip.",
  arguments: [packageArgument],
  options: [
    { flags: "-o, --output <path>", help: "Folder, or a file ending in .zip; the key by default." },
    { flags: "--of <version>", help: "A version; the draft by default." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    const target = textOption(input, "output") ?? input.arguments[0] ?? "package";
    const version = textOption(input, "of");
    await using opened = await openAssetClient(context, input);
    const { client } = opened;
    const path = packagePath(input);
    if (target.endsWith(".zip")) {
      const archive = await client.download(`${path}/archive`, { version });
      await pipeline(archive, createWriteStream(target));
      context.write(`wrote ${target}\n`);
      return 0;
    }
    const { files } = await client.get<{ readonly files: readonly PackageFile[] }>(
      `${path}/files`,
      { version },
    );
    for (const file of files) {
      await writeBelow(target, file.path, await client.downloadFile(path, file.path, version));
    }
    context.write(`wrote ${files.length} files to ${target}\n`);
    return 0;
  },
});
