import type { Document } from "../expr/value.ts";
import type { Batch } from "./batch.ts";
import { Branch } from "./branch.ts";
import type { ChildPipeline } from "./child-pipelines.ts";
import { describeFailure, RunFailure } from "./run-failure.ts";
import type { SpillSpace } from "./spill-space.ts";

/**
 * The error pipeline of a run: it takes the error documents that no view of the pipeline takes. It starts with the first
 * of them, and runs beside the pipeline until there are no more.
 */
export class ErrorPipeline {
  readonly #child: ChildPipeline;
  readonly #parameters: Readonly<Record<string, string | null>>;
  readonly #feed: Feed;
  readonly #stop = new AbortController();
  #run: Promise<void> | undefined;
  #failure: RunFailure | undefined;

  constructor(
    child: ChildPipeline,
    parameters: Readonly<Record<string, string | null>>,
    spill: SpillSpace,
  ) {
    this.#child = child;
    this.#parameters = parameters;
    this.#feed = new Feed(spill);
  }

  /** Hands it error documents; throws once it has failed. */
  async take(documents: Batch<Document>): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#run ??= this.#start();
    await this.#feed.push(documents);
  }

  /** Waits until it is done with all that it took; throws when it failed. */
  async end(): Promise<void> {
    this.#feed.end();
    await this.#run;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Gives up what it has not done yet. */
  stop(): void {
    this.#stop.abort(new Error("The run was stopped."));
    this.#feed.end();
  }

  async #start(): Promise<void> {
    const { signal } = this.#stop;
    const call = {
      parameters: this.#parameters,
      input: this.#feed,
      onError: () => undefined,
      signal,
    };
    try {
      for await (const _ of this.#child.run(call));
    } catch (thrown) {
      if (!signal.aborted) this.#failure = failed(this.#child.path, thrown);
    } finally {
      await this.#feed.return();
    }
  }
}

/** A queue from those who push to one reader, on disk past its share of memory. */
class Feed implements AsyncIterableIterator<Batch> {
  readonly #branch: Branch;
  #pushes = 0;
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(spill: SpillSpace) {
    this.#branch = new Branch(spill, true);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async push(batch: Batch): Promise<void> {
    await this.#branch.push(batch);
    this.#pushes++;
    this.#wake?.();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Batch>> {
    for (;;) {
      const seen = this.#pushes;
      const wasEnded = this.#isEnded;
      const value = await this.#branch.shift();
      if (value !== undefined) return { done: false, value };
      if (wasEnded || this.#branch.closed) return { done: true, value: undefined };
      if (seen !== this.#pushes || wasEnded !== this.#isEnded) continue;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async return(): Promise<IteratorResult<Batch>> {
    await this.#branch.close();
    this.end();
    return { done: true, value: undefined };
  }
}

function failed(path: string, thrown: unknown): RunFailure {
  const { error, reason, resolution } = describeFailure(thrown);
  return new RunFailure({
    error: `The error pipeline "${path}" failed: ${error}`,
    reason,
    resolution,
  });
}
