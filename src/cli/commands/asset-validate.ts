import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import type { PackageReport } from "../../control/assets/package-report.ts";
import { reportText } from "../assets/report-text.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "asset validate",
  summary: "Tell everything that is wrong with the draft of a package, or with a version.",
  arguments: [packageArgument],
  options: [
    { flags: "--of <version>", help: "A version; the draft by default." },
    { flags: "--json", help: "Print the report as JSON." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const version = textOption(input, "of");
    const report = await opened.client.get<PackageReport & { readonly withData: boolean }>(
      `${packagePath(input)}/validation`,
      { version },
    );
    if (input.options["json"] === true) context.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else context.write(reportText(report) || "nothing is wrong\n");
    if (!report.withData) {
      context.writeError("Its data is not loaded, so columns were not held against it.\n");
    }
    return report.valid ? 0 : 1;
  },
});
