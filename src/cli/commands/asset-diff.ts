import type { Difference, PackageDiff } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset diff",
  summary: "Tell what differs between two versions: files, and things inside them.",
  arguments: [
    packageArgument,
    { name: "[from]", help: "A version; the one that answers by default." },
    { name: "[to]", help: "A version; the draft by default." },
  ],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const [, from, to] = input.arguments;
    const diff = await opened.client.get<PackageDiff>(`${packagePath(input)}/diff`, { from, to });
    context.write(`${diff.from} → ${diff.to}\n`);
    context.write([...diff.files, ...diff.entities].map(line).join("") || "nothing differs\n");
    return 0;
  },
});

function line({ kind, name }: Difference): string {
  return `${{ added: "+", removed: "-", changed: "~" }[kind]} ${name}\n`;
}
