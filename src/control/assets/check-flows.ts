import { Refusal } from "../../base/errors.ts";
import { yamlFinding } from "../../knowledge/yaml/yaml-finding.ts";
import { spanAt } from "../../knowledge/yaml/yaml-tree.ts";
import type { Caller } from "../caller.ts";
import type { Pipelines } from "../pipelines/pipelines.ts";
import type { PackageContent } from "./package-content.ts";
import type { PackageFinding } from "./package-finding.ts";

/** Action flows run as whoever publishes them, who therefore has to see their pipelines. */
export async function checkFlows(
  pipelines: Pick<Pipelines, "get">,
  caller: Caller,
  { assets }: PackageContent,
): Promise<readonly PackageFinding[]> {
  const findings: PackageFinding[] = [];
  for (const { definition, file, tree } of assets) {
    for (const [index, tool] of definition.tools.entries()) {
      if (tool.kind !== "trigger_action_flow") continue;
      try {
        await pipelines.get(caller, { path: tool.pipeline });
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        const { message: error, reason, resolution } = thrown;
        const span = spanAt(tree, ["tools", index, "pipeline"]);
        const pointer = `tools[${index}].pipeline`;
        const code = "unknown-pipeline";
        findings.push(yamlFinding(file, { code, span, pointer, error, reason, resolution }));
      }
    }
  }
  return findings;
}
