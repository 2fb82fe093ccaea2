import { randomUUID } from "node:crypto";
import { type JsonObject, setOwn } from "../base/json.ts";
import type { SnapCatalogue } from "./catalogue.ts";
import type { PipelineInstance } from "./pipeline-instance.ts";
import { createEgress } from "./egress/create-egress.ts";
import { type OpenExchange, openExchange } from "./exchange.ts";
import { NotStartable } from "./not-startable.ts";
import { prepareInstance, preparePipeline, runErrorOf, type RunEnvironment } from "./prepare.ts";
import { Redactor } from "./redactor.ts";
import { describeFailure, RunFailure, RunStopped } from "./run-failure.ts";
import type { RunHost } from "./run-host.ts";
import type { RunError, RunOrder, RunProgress, RunResult } from "./run-types.ts";
import { diskSpillSpace } from "./spill/disk-spill-space.ts";

const progressEveryMs = 250;

/**
 * Runs one pipeline to its end on this thread. Never throws for what is wrong with the pipeline, its data or its
 * surroundings: that is a result in the state `Failed`.
 */
export async function runPipeline(
  order: RunOrder,
  catalogue: SnapCatalogue,
  host: RunHost,
  signal: AbortSignal,
  onProgress: (progress: RunProgress) => void = () => undefined,
): Promise<RunResult> {
  const stop = new AbortController();
  const stopRun = (): void => stop.abort(new RunStopped());
  if (signal.aborted) stopRun();
  signal.addEventListener("abort", stopRun, { once: true });
  const egress = createEgress(order.egress, order.limits, host.lookup);
  const spill = diskSpillSpace(host.spillDirectory, order.limits);
  const redactor = new Redactor();
  const environment: RunEnvironment = {
    catalogue,
    host,
    limits: order.limits,
    egress,
    mode: order.mode,
    identity: order,
    depth: 0,
    spill,
    servesErrors: false,
    redactor,
    newRuuid: () => `${order.ruuid.split("_")[0] ?? ""}_${randomUUID()}`,
  };
  let instance: PipelineInstance | undefined;
  let timer: NodeJS.Timeout | undefined;
  const errors: RunError[] = [];
  let state: RunResult["state"] = "Completed";
  try {
    const { pipeline, plan } = preparePipeline(order.slp, environment);
    const exchange =
      order.exchange === undefined
        ? undefined
        : openExchange(order.exchange, pipeline, plan, {
            files: host.filesFor(order.path),
            limits: order.limits,
            signal: stop.signal,
          });
    instance = await prepareInstance(plan, environment, {
      parameters: order.parameters,
      stop,
      feeds: exchange?.feeds ?? new Map(),
      reads: exchange?.reads ?? new Set(),
    });
    const { statistics } = instance;
    timer = setInterval(() => onProgress(progressOf(statistics)), progressEveryMs);
    await driveAndServe(instance, exchange, stop);
    await instance.finish();
  } catch (thrown) {
    state = thrown instanceof RunStopped ? "Stopped" : "Failed";
    errors.push(...runErrorsOf(thrown));
  } finally {
    clearInterval(timer);
    await instance?.dispose();
    stopRun();
    egress.dispose();
    await spill.dispose();
    signal.removeEventListener("abort", stopRun);
  }
  if (order.mode === "preview") instance?.keepPreviews();
  return {
    state,
    errors: redactor.value(errors),
    ...progressOf(instance?.statistics ?? []),
    outputs: redactor.value(outputsOf(instance)),
    durationMs: host.clock.now() - order.startedMs,
  };
}

/** Runs the Snaps while what the open output puts out is read. The failure of a Snap is the one that counts. */
async function driveAndServe(
  instance: PipelineInstance,
  exchange: OpenExchange | undefined,
  stop: AbortController,
): Promise<void> {
  const driving = instance.drive();
  if (exchange === undefined || instance.failure !== undefined) return await driving;
  driving.catch(() => undefined);
  try {
    await exchange.serve(instance);
  } catch (thrown) {
    stop.abort(new RunStopped());
    await driving.catch(() => undefined);
    throw instance.failure ?? thrown;
  }
  await driving;
}

function progressOf(statistics: PipelineInstance["statistics"]): RunProgress {
  return {
    snaps: statistics.map((one) => one.report()),
    documents: statistics.reduce((sum, one) => sum + one.total("outputs"), 0),
    errorDocuments: statistics.reduce((sum, one) => sum + one.errorCount, 0),
  };
}

function runErrorsOf(thrown: unknown): readonly RunError[] {
  if (thrown instanceof RunStopped) return [];
  if (thrown instanceof NotStartable) return thrown.findings.map((finding) => runErrorOf(finding));
  if (thrown instanceof RunFailure) return [thrown.runError];
  return [describeFailure(thrown)];
}

function outputsOf(instance: PipelineInstance | undefined): RunResult["outputs"] {
  const outputs: Record<string, readonly JsonObject[]> = {};
  for (const { label, documents } of instance?.openSamples() ?? []) {
    if (documents.length > 0) setOwn(outputs, freeName(label, outputs), documents);
  }
  return outputs;
}

/** Two Snaps may have the same label. */
function freeName(label: string, taken: Readonly<Record<string, unknown>>): string {
  let name = label;
  for (let number = 2; Object.hasOwn(taken, name); number++) name = `${label} (${number})`;
  return name;
}
