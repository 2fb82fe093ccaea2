import { asError } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import { openInputs, openOutputs } from "../pipeline/graph.ts";
import type { Batch } from "./batch.ts";
import type { ChildCall, ChildPipeline, ChildPipelines } from "./child-pipelines.ts";
import type { PipelineInstance } from "./pipeline-instance.ts";
import { NotStartable } from "./not-startable.ts";
import { prepareInstance, preparePipeline, type RunEnvironment } from "./prepare.ts";
import { RunFailure, RunStopped } from "./run-failure.ts";
import { SnapFailure } from "./snap-failure.ts";

/** Pipelines that run inside a run, on its thread; `environment` is that of the pipeline that calls. */
export function childPipelines(environment: RunEnvironment): ChildPipelines {
  return {
    open: async (path, signal) => {
      const depth = environment.depth + 1;
      const depthMax = environment.limits.pipelineDepthMax;
      if (depth > depthMax) {
        throw new Refusal(
          "limit-reached",
          `Pipelines call each other more than ${depthMax} levels deep`,
          `"${path}" would run at level ${depth}; the limit pipelineDepthMax is ${depthMax}.`,
          "Look for a pipeline that, directly or not, executes itself.",
        );
      }
      const loaded = await environment.host.loadPipeline(path, environment.identity.path, signal);
      const identity = {
        ...environment.identity,
        label: loaded.label,
        path: loaded.path,
        projectPath: loaded.projectPath,
        ruuid: environment.newRuuid(),
        startedMs: environment.host.clock.now(),
      };
      try {
        return childPipeline(loaded.slp, { ...environment, depth, identity });
      } catch (thrown) {
        throw asFailureOfChild(thrown, loaded.label);
      }
    },
  };
}

function childPipeline(slp: string, environment: RunEnvironment): ChildPipeline {
  const { pipeline, plan } = preparePipeline(slp, environment);
  const inputs = openInputs(pipeline);
  const outputs = openOutputs(pipeline);
  const input = inputs[0];
  const output = outputs.find(({ role }) => role === "output");
  return {
    path: environment.identity.path,
    input: input?.view.type,
    output: output?.view.type,
    run: (call) => runChild(call),
  };

  async function* runChild(call: ChildCall): AsyncIterable<Batch> {
    const stop = new AbortController();
    const stopChild = (): void => stop.abort(new RunStopped());
    call.signal.addEventListener("abort", stopChild, { once: true });
    const errors = outputs.filter(({ role }) => role === "error");
    const feeds = new Map<string, AsyncIterable<Batch>>();
    const upstream: { failure?: unknown } = {};
    if (input !== undefined && call.input !== undefined)
      feeds.set(input.key, noting(call.input, upstream));
    const reads = new Set([
      ...(output === undefined ? [] : [output.key]),
      ...errors.map(({ key }) => key),
    ]);
    let instance: PipelineInstance | undefined;
    try {
      instance = await prepareInstance(plan, environment, {
        parameters: call.parameters,
        stop,
        feeds,
        reads,
      });
      const running = instance;
      const driven = settled(running.drive());
      const errorsRead = errors.map((view) =>
        settled(forEachBatch(running.read(view.snap.id, view.view.id), call.onError)),
      );
      if (output !== undefined) yield* running.read(output.snap.id, output.view.id);
      for (const outcome of [driven, ...errorsRead]) {
        const failure = await outcome;
        if (failure !== undefined) throw failure;
      }
    } catch (thrown) {
      throw upstream.failure ?? asFailureOfChild(thrown, environment.identity.label);
    } finally {
      call.signal.removeEventListener("abort", stopChild);
      stopChild();
      await instance?.dispose();
    }
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
