import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import type { PackageReport } from "../../control/assets/package-report.ts";
import { reportText } from "../assets/report-text.ts";
import { defineCommand } from "../define-command.ts";

interface Comparison {
  readonly published: string;
  readonly same: boolean;
  readonly answers: readonly {
    readonly name: string;
    readonly tool: string;
    readonly same: boolean;
    readonly differences: readonly string[];
  }[];
  readonly validation: PackageReport;
}

export default defineCommand({
  name: "asset compare",
  summary: "Ask the recorded questions (questions/*.yaml) of the draft and of what is published.",
  arguments: [packageArgument],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const comparison = await opened.client.get<Comparison>(`${packagePath(input)}/comparison`);
    context.writeError(reportText(comparison.validation));
    for (const { name, tool, same, differences } of comparison.answers) {
      context.write(`${same ? "=" : "~"} ${name}  ${tool}\n`);
      for (const difference of differences) context.write(`    ${difference}\n`);
    }
    const changed = comparison.answers.filter(({ same }) => !same).length;
    context.write(
      `${comparison.answers.length} questions, ${changed} answered differently by the draft than by ${comparison.published}\n`,
    );
    return comparison.same && comparison.validation.valid ? 0 : 1;
  },
});
