import type { PackageFile } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { writeBelow } from "../assets/package-folder.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "model export",
  summary: "Write the knowledge models and data models of a package into a folder.",
  arguments: [packageArgument],
  options: [
    { flags: "-o, --output <folder>", help: "Folder; the current one by default." },
    { flags: "--of <version>", help: "A version; the draft by default." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    const folder = textOption(input, "output") ?? ".";
    const version = textOption(input, "of");
    await using opened = await openAssetClient(context, input);
    const path = packagePath(input);
    const { files } = await opened.client.get<{ readonly files: readonly PackageFile[] }>(
      `${path}/files`,
      { version },
    );
    const models = files.filter((file) => /^(knowledge|data)-models\//.test(file.path));
    for (const file of models) {
      await writeBelow(
        folder,
        file.path,
        await opened.client.downloadFile(path, file.path, version),
      );
      context.write(`${file.path}\n`);
    }
    return 0;
  },
});
