import type { DataLoad } from "../../control/assets/packages.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { untilLoaded } from "../assets/publish-package.ts";
import { findingLines } from "../finding-lines.ts";
import { defineCommand, textOption } from "../define-command.ts";

export default defineCommand({
  name: "asset refresh",
  summary: "Load the data of a package anew; what was loaded answers meanwhile.",
  arguments: [packageArgument],
  options: [
    { flags: "--data-model <id>", help: "One data model; all of them by default." },
    ...assetOptions,
  ],
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const dataModel = textOption(input, "dataModel");
    const key = input.arguments[0] ?? "";
    const asked = await opened.client.send<{ readonly loads: readonly DataLoad[] }>(
      "POST",
      `${packagePath(input)}/loads`,
      dataModel === undefined ? {} : { dataModel },
    );
    const begun = asked.body.loads.filter(({ state }) => state === "queued" || state === "loading");
    const loads = await untilLoaded(context, opened.client, key);
    let failed = 0;
    for (const { id } of begun) {
      const load = loads.find((one) => one.id === id);
      if (load === undefined) continue;
      const { state, rowCounts, findings } = load;
      for (const finding of findings) context.writeError(findingLines(finding.file, [finding]));
      if (state === "failed") failed++;
      const rows = Object.entries(rowCounts).map(([table, count]) => `${table} ${count}`);
      context.write(`${load.dataModel} ${state}${rows.length > 0 ? `: ${rows.join(", ")}` : ""}\n`);
    }
    return failed === 0 ? 0 : 1;
  },
});
