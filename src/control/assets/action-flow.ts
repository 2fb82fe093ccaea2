import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Caller } from "../caller.ts";
import type { Runs } from "../runs/runs.ts";
import { listed } from "../words.ts";
import type { ActionFlow, AssetDefinition } from "./asset-definition.ts";
import type { ActionFlowResult } from "./assets.ts";

export interface ActionFlowCall {
  readonly definition: AssetDefinition;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** Runs the pipeline of an action flow, with the author's inputs as its parameters. */
export async function runActionFlow(
  runs: Pick<Runs, "execute">,
  caller: Caller,
  { definition, tool, input, signal }: ActionFlowCall,
): Promise<ActionFlowResult> {
  const flow = flowOf(definition, tool);
  const run = await runs.execute(caller, {
    source: { kind: "stored", target: { path: flow.pipeline } },
    parameters: parametersOf(flow, input),
    wait: true,
    timeoutMs: flow.timeoutMs,
    signal,
  });
  if (run.state === "Completed") {
    const documents = Object.values(run.outputs).flat();
    return { ruuid: run.ruuid, state: run.state, documents };
  }
  const [failure] = run.errors;
  throw new Refusal(
    run.state === "Stopped" ? "timeout" : "run-failed",
    `The action flow ${flow.name} did not complete.`,
    failure === undefined
      ? `Its run ended as ${run.state}.`
      : `Its run ended as ${run.state}: ${failure.error} ${failure.reason}`,
    failure?.resolution ?? `Look at the run ${run.ruuid}, then try again.`,
  );
}

function flowOf(definition: AssetDefinition, tool: string): ActionFlow {
  const flows = definition.tools.filter((one) => one.kind === "trigger_action_flow");
  const flow = flows.find(({ name, toolId }) => name === tool || toolId === tool);
  if (flow !== undefined) return flow;
  const names = flows.map(({ name }) => name);
  throw new Refusal(
    "not-found",
    `The asset has no action flow ${JSON.stringify(tool.slice(0, 100))}.`,
    `Expected one of ${listed(names)}.`,
    didYouMean(tool, names) || "List the tools of the asset.",
  );
}

/** Parameters of pipelines are texts; an input that was left out leaves the parameter at its own default. */
function parametersOf(
  flow: ActionFlow,
  input: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const pairs: [string, string][] = [];
  for (const { name, parameter, type, required } of flow.inputs) {
    const value: unknown = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value === undefined || value === null) {
      if (required) throw missing(flow, name);
      continue;
    }
    const isKnown =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (!isKnown || typeof value !== type) throw wrongType(name, type, value);
    pairs.push([parameter, String(value)]);
  }
  return Object.fromEntries(pairs);
}

function missing({ name: tool }: ActionFlow, name: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `The argument \`${name}\` is missing.`,
    `Expected \`${name}\`, without which ${tool} does not run.`,
    `Pass \`${name}\`.`,
  );
}

function wrongType(name: string, type: string, value: unknown): Refusal {
  return new Refusal(
    "invalid-argument",
    `The argument \`${name}\` is of another type.`,
    `Expected a ${type}; found a ${Array.isArray(value) ? "list" : typeof value}.`,
    `Pass \`${name}\` as a ${type}.`,
  );
}
