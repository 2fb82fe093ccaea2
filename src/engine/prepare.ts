import { hasErrors, type Finding } from "../base/finding.ts";
import { getOwn, setOwn } from "../base/json.ts";
import type { Limits } from "../base/limits.ts";
import { lintPipeline } from "../pipeline/lint.ts";
import type { Pipeline } from "../pipeline/model.ts";
import { readSlp } from "../pipeline/read-slp.ts";
import type { Batch } from "./batch.ts";
import type { SnapCatalogue } from "./catalogue.ts";
import { childPipelines } from "./child-runner.ts";
import type { Egress } from "./egress/egress.ts";
import { loadLibraries } from "./load-libraries.ts";
import { NotStartable } from "./not-startable.ts";
import { openErrorPipeline } from "./open-error-pipeline.ts";
import { PipelineInstance } from "./pipeline-instance.ts";
import { planRun, type Plan } from "./plan.ts";
import type { Redactor } from "./redactor.ts";
import { RunFailure } from "./run-failure.ts";
import type { RunHost } from "./run-host.ts";
import { sharedScope, type RunIdentity } from "./run-scope.ts";
import type { RunError } from "./run-types.ts";
import type { SpillSpace } from "./spill-space.ts";

/** What a run and the child runs inside it share, and who the pipeline at hand is. */
export interface RunEnvironment {
  readonly catalogue: SnapCatalogue;
  readonly host: RunHost;
  readonly limits: Limits;
  readonly egress: Egress;
  readonly mode: "execute" | "preview";
  readonly identity: RunIdentity;
  /** 0 for the run itself, 1 for a child, and so on. */
  readonly depth: number;
  readonly spill: SpillSpace;
  /** Knows the secrets of the accounts that the run uses. */
  readonly redactor: Redactor;
  readonly newRuuid: () => string;
  /** It is an error pipeline that runs, or what that runs: error pipelines have none of their own. */
  readonly servesErrors: boolean;
}

/** Reads, lints and plans a pipeline. Throws `NotStartable` for findings that concern Snaps which would run. */
export function preparePipeline(
  slp: string,
  environment: RunEnvironment,
): { readonly pipeline: Pipeline; readonly plan: Plan } {
  const read = readSlp(slp, environment.limits);
  if (!read.ok) throw new NotStartable(read.findings);
  const plan = planRun(read.pipeline, environment.catalogue, environment.mode);
  const skipped = new Set(plan.skipped.map(({ id }) => id));
  const findings = lintPipeline(read.pipeline, environment.catalogue).filter(
    ({ place }) => place.snapId === undefined || !skipped.has(place.snapId),
  );
  if (hasErrors(findings)) throw new NotStartable(findings);
  if (hasErrors(plan.findings)) throw new NotStartable(plan.findings);
  return { pipeline: read.pipeline, plan };
}

/** Binds the Snaps of a planned pipeline for one run with these parameters. Throws `NotStartable`. */
export async function prepareInstance(
  plan: Plan,
  environment: RunEnvironment,
  call: {
    readonly parameters: Readonly<Record<string, string | null>>;
    readonly stop: AbortController;
    readonly feeds: ReadonlyMap<string, AsyncIterable<Batch>>;
    readonly reads: ReadonlySet<string>;
  },
): Promise<PipelineInstance> {
  const { host, identity, limits, mode, spill } = environment;
  const files = host.filesFor(identity.path);
  const scopeOptions = {
    identity,
    parameters: parametersOf(plan.pipeline, call.parameters),
    now: () => host.clock.now(),
    random: host.random,
    limits,
  };
  const lib = await loadLibraries(
    plan.pipeline.imports,
    files,
    sharedScope({ ...scopeOptions, lib: {} }),
    call.stop.signal,
  );
  const scope = sharedScope({ ...scopeOptions, lib });
  const errorPipeline = environment.servesErrors
    ? undefined
    : await openErrorPipeline(plan.pipeline, {
        children: childPipelines({ ...environment, servesErrors: true }),
        scope,
        spill,
        signal: call.stop.signal,
      });
  const instance = new PipelineInstance({
    plan,
    scope,
    mode,
    limits,
    clock: host.clock,
    files,
    egress: environment.egress,
    pipelines: childPipelines(environment),
    spill,
    findAccount: host.findAccount,
    path: identity.path,
    redactor: environment.redactor,
    errorPipeline,
    stop: call.stop,
    feeds: call.feeds,
    reads: call.reads,
  });
  if (hasErrors(instance.findings)) throw new NotStartable(instance.findings);
  const findings = await instance.findAccounts();
  if (hasErrors(findings)) throw new NotStartable(findings);
  return instance;
}

/** Declared values, overridden by the caller's; a required parameter without a value fails the run. */
function parametersOf(
  pipeline: Pipeline,
  given: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string | null>> {
  const parameters: Record<string, string | null> = { ...given };
  for (const { key, value, required } of pipeline.parameters) {
    const actual = Object.hasOwn(given, key) ? (getOwn(given, key) ?? null) : value;
    if (required && (actual === null || actual === "")) throw missingParameter(key, pipeline.label);
    setOwn(parameters, key, actual);
  }
  return parameters;
}

function missingParameter(key: string, label: string): RunFailure {
  return new RunFailure({
    error: `The parameter "${key}" is required`,
    reason: `The pipeline "${label}" declares it as required, without a default, and the call gave it no value.`,
    resolution: `Pass "${key}" among the parameters.`,
  });
}

export function runErrorOf(finding: Finding): RunError {
  const { snapId, snapLabel } = finding.place;
  return {
    ...(snapId === undefined ? {} : { snapId }),
    ...(snapLabel === undefined ? {} : { snapLabel }),
    error: finding.error,
    reason: finding.reason,
    resolution: finding.resolution,
    finding,
  };
}
