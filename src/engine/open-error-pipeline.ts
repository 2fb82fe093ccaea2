import type { Finding } from "../base/finding.ts";
import { setOwn } from "../base/json.ts";
import type { Scope } from "../expr/scope.ts";
import { toText } from "../expr/to-text.ts";
import type { Pipeline, SettingValue } from "../pipeline/model.ts";
import type { ChildPipeline, ChildPipelines } from "./child-pipelines.ts";
import { ErrorPipeline } from "./error-pipeline.ts";
import { NotStartable } from "./not-startable.ts";
import { describeFailure, RunFailure } from "./run-failure.ts";
import type { SharedScope } from "./run-scope.ts";
import { bindConstant } from "./settings/evaluated.ts";
import type { SpillSpace } from "./spill-space.ts";

/**
 * Finds the error pipeline that a pipeline names, and evaluates its parameters; undefined when it names none. Throws
 * when it cannot be used, so that a run does not learn that at its first error.
 */
export async function openErrorPipeline(
  pipeline: Pipeline,
  options: {
    readonly children: ChildPipelines;
    readonly scope: SharedScope;
    readonly spill: SpillSpace;
    readonly signal: AbortSignal;
  },
): Promise<ErrorPipeline | undefined> {
  if (pipeline.errorPipeline === undefined) return undefined;
  const findings: Finding[] = [];
  const scope: Scope = { ...options.scope, snap: {} };
  const report = (finding: Finding): number => findings.push(finding);
  const textOf = (setting: string, value: SettingValue): string | null => {
    const context = { scope, nullSafe: false, place: { setting }, report };
    const found = bindConstant(value, "parameters", context);
    return found === null ? null : toText(found);
  };
  const path = textOf("error_pipeline", pipeline.errorPipeline)?.trim() ?? "";
  const parameters: Record<string, string | null> = {};
  for (const [index, { key, value }] of pipeline.errorParameters.entries()) {
    setOwn(parameters, key, textOf(`error_param_table[${index}].value`, value));
  }
  if (findings.length > 0) throw new NotStartable(findings);
  if (path === "") return undefined;
  const child = await opened(path, options.children, options.signal);
  return new ErrorPipeline(child, parameters, options.spill);
}

async function opened(
  path: string,
  children: ChildPipelines,
  signal: AbortSignal,
): Promise<ChildPipeline> {
  try {
    const child = await children.open(path, signal);
    if (child.input === "document") return child;
  } catch (thrown) {
    const { error, reason, resolution } = describeFailure(thrown);
    throw new RunFailure({
      error: `The error pipeline cannot be used. ${error}`,
      reason,
      resolution,
    });
  }
  throw new RunFailure({
    error: `The error pipeline "${path}" cannot be used`,
    reason:
      "Expected a pipeline with an open input view for documents, which takes the error documents; found none.",
    resolution:
      "Leave the input view of its first Snap without a link, or choose another error pipeline.",
  });
}
