import { sleep } from "../../../base/abort.ts";
import type { Batch } from "../../../engine/batch.ts";
import type { ChildCall, ChildPipeline } from "../../../engine/child-pipelines.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

export interface RunLimits {
  /** How long one run of the child may take; 0 for as long as it likes. */
  readonly timeoutMs: number;
  /** Runs after the first, when it fails. */
  readonly retryLimit: number;
  readonly retryIntervalMs: number;
}

/**
 * Runs a child, again after a failure as often as the limits allow. What comes out goes on as it comes; when the child
 * may be run again it waits until a run has come to its end, so that nothing comes out twice.
 */
export async function* runChild(
  child: ChildPipeline,
  call: ChildCall,
  limits: RunLimits,
): AsyncIterable<Batch> {
  if (limits.retryLimit === 0) {
    yield* runOnce(child, call, limits.timeoutMs);
    return;
  }
  for (let attempt = 0; ; attempt++) {
    const errors: Batch[] = [];
    try {
      const whole: Batch[] = [];
      const onError = (batch: Batch): number => errors.push(batch);
      for await (const batch of runOnce(child, { ...call, onError }, limits.timeoutMs)) {
        whole.push(batch);
      }
      for (const batch of errors) call.onError(batch);
      yield* whole;
      return;
    } catch (failure) {
      if (attempt >= limits.retryLimit || call.signal.aborted) throw failure;
      await sleep(limits.retryIntervalMs, call.signal);
    }
  }
}

async function* runOnce(
  child: ChildPipeline,
  call: ChildCall,
  timeoutMs: number,
): AsyncIterable<Batch> {
  if (timeoutMs === 0) {
    yield* child.run(call);
    return;
  }
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), timeoutMs);
  try {
    yield* child.run({ ...call, signal: AbortSignal.any([call.signal, clock.signal]) });
  } catch (failure) {
    throw clock.signal.aborted ? tookTooLong(child, timeoutMs) : failure;
  } finally {
    clearTimeout(timer);
  }
  if (clock.signal.aborted) throw tookTooLong(child, timeoutMs);
}

function tookTooLong(child: ChildPipeline, timeoutMs: number): SnapFailure {
  const seconds = timeoutMs / 1000;
  return new SnapFailure(
    `The pipeline "${child.path}" took longer than ${seconds} seconds`,
    `Expected it to end within the timeout of ${seconds} seconds; it was stopped.`,
    'Raise "timeout", or find what the pipeline waits for.',
  );
}
