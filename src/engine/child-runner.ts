import { asError } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import { openInputs, openOutputs, type OpenView } from "../pipeline/graph.ts";
import type { Pipeline } from "../pipeline/model.ts";
import type { Batch } from "./batch.ts";
import type { ChildCall, ChildPipeline, ChildPipelines } from "./child-pipelines.ts";
import type { PipelineInstance } from "./pipeline-instance.ts";
import { NotStartable } from "./not-startable.ts";
import { prepareInstance, preparePipeline, type RunEnvironment } from "./prepare.ts";
import type { Plan } from "./plan.ts";
import type { LoadedPipeline } from "./run-host.ts";
import { RunFailure, RunStopped } from "./run-failure.ts";
import { SnapFailure } from "./snap-failure.ts";

/** Pipelines that run inside a run, on its thread; `environment` is that of the pipeline that calls. */
export function childPipelines(environment: RunEnvironment): ChildPipelines {
  return {
    open: async (path, signal) => {
      requireDepth(path, environment);
      const loaded = await environment.host.loadPipeline(path, environment.identity.path, signal);
      return started(loaded, environment);
    },
    openNested: (slp, label) => {
      const { path, projectPath } = environment.identity;
      requireDepth(label, environment);
      return started({ slp, label, path: `${path} - ${label}`, projectPath }, environment);
    },
  };
}

function requireDepth(path: string, { depth, limits }: RunEnvironment): void {
  if (depth < limits.pipelineDepthMax) return;
  throw new Refusal(
    "limit-reached",
    `Pipelines call each other more than ${limits.pipelineDepthMax} levels deep`,
    `"${path}" would run at level ${depth + 1}; the limit pipelineDepthMax is ${limits.pipelineDepthMax}.`,
    "Look for a pipeline that, directly or not, executes itself.",
  );
}

function started(
  { slp, label, path, projectPath }: LoadedPipeline,
  environment: RunEnvironment,
): ChildPipeline {
  const identity = {
    ...environment.identity,
    label,
    path,
    projectPath,
    ruuid: environment.newRuuid(),
    startedMs: environment.host.clock.now(),
  };
  try {
    return childPipeline(slp, { ...environment, depth: environment.depth + 1, identity });
  } catch (thrown) {
    throw asFailureOfChild(thrown, label);
  }
}

function childPipeline(slp: string, environment: RunEnvironment): ChildPipeline {
  const { pipeline, plan } = preparePipeline(slp, environment);
  const runs = new Set(plan.active.map(({ node }) => node.id));
  const input = openInputs(pipeline).find(({ snap }) => runs.has(snap.id));
  const open = openOutputs(pipeline).filter(({ snap }) => runs.has(snap.id));
  const child: OpenChild = {
    plan,
    input,
    output: open.find(({ role }) => role === "output"),
    errors: takesOwnErrors(pipeline, environment) ? [] : open.filter(isError),
  };
  return {
    path: environment.identity.path,
    input: child.input?.view.type,
    output: child.output?.view.type,
    run: (call) => runChild(child, call, environment),
  };
}

/** A child with an error pipeline of its own keeps its errors from its caller. */
function takesOwnErrors({ errorPipeline }: Pipeline, { servesErrors }: RunEnvironment): boolean {
  return errorPipeline !== undefined && !servesErrors;
}

function isError({ role }: OpenView): boolean {
  return role === "error";
}

/** A child that can be run, with the open views through which its caller sees it. */
interface OpenChild {
  readonly plan: Plan;
  readonly input: OpenView | undefined;
  readonly output: OpenView | undefined;
  readonly errors: readonly OpenView[];
}

async function* runChild(
  { plan, input, output, errors }: OpenChild,
  call: ChildCall,
  environment: RunEnvironment,
): AsyncIterable<Batch> {
  const stop = new AbortController();
  const stopChild = (): void => stop.abort(new RunStopped());
  if (call.signal.aborted) stopChild();
  call.signal.addEventListener("abort", stopChild, { once: true });
  const upstream: { failure?: unknown } = {};
  const feeds = new Map<string, AsyncIterable<Batch>>();
  if (input !== undefined && call.input !== undefined) {
    feeds.set(input.key, noting(call.input, upstream));
  }
  const reads = new Set([output, ...errors].flatMap((view) => view?.key ?? []));
  const background: Promise<unknown>[] = [];
  let instance: PipelineInstance | undefined;
  try {
    const { parameters } = call;
    const running = await prepareInstance(plan, environment, { parameters, stop, feeds, reads });
    instance = running;
    background.push(settled(running.drive()));
    for (const { snap, view } of errors) {
      background.push(settled(forEachBatch(running.read(snap.id, view.id), call.onError)));
    }
    if (output !== undefined) yield* running.read(output.snap.id, output.view.id);
    for (const outcome of background) {
      const failure = await outcome;
      if (failure !== undefined) throw failure;
    }
    await running.finish();
  } catch (thrown) {
    const failure = instance?.failure ?? thrown;
    throw upstream.failure ?? asFailureOfChild(failure, environment.identity.label);
  } finally {
    call.signal.removeEventListener("abort", stopChild);
    stopChild();
    await instance?.dispose();
    await Promise.all(background);
  }
}

async function forEachBatch(
  batches: AsyncIterable<Batch>,
  take: (batch: Batch) => void,
): Promise<void> {
  for await (const batch of batches) take(batch);
}

/** Waits in the background without an unhandled rejection: the failure, or undefined. */
function settled(promise: Promise<void>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (failure: unknown) => failure,
  );
}

/** Passes batches on and remembers the failure of whoever makes them, which is not the child's. */
async function* noting(
  batches: AsyncIterable<Batch>,
  upstream: { failure?: unknown },
): AsyncIterable<Batch> {
  try {
    yield* batches;
  } catch (failure) {
    upstream.failure = failure;
    throw failure;
  }
}

/** A failed child is an error of the document it ran for, which the calling Snap's error behaviour may take. */
function asFailureOfChild(thrown: unknown, label: string): Error {
  if (thrown instanceof NotStartable) {
    const finding = thrown.findings[0];
    const reason = finding === undefined ? thrown.message : `${finding.error}. ${finding.reason}`;
    return new SnapFailure(
      `The pipeline "${label}" cannot start`,
      reason,
      finding?.resolution ?? "Validate it.",
    );
  }
  if (!(thrown instanceof RunFailure)) return asError(thrown);
  const { snapLabel, error, reason, resolution } = thrown.runError;
  const where = snapLabel === undefined ? "" : ` in its Snap "${snapLabel}"`;
  return new SnapFailure(`The pipeline "${label}" failed${where}: ${error}`, reason, resolution);
}
