import { throwIfAborted } from "../base/abort.ts";
import { believe } from "../base/believe.ts";
import { assert } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import type { Document } from "../expr/value.ts";
import type { Batch, Binary, Emission, Item } from "./batch.ts";
import { Branch } from "./branch.ts";
import type { Breath } from "./breath.ts";
import type { ErrorPipeline } from "./error-pipeline.ts";
import { toJsonValue } from "./json-value.ts";
import { failureIn, RunFailure, RunStopped } from "./run-failure.ts";
import type { ViewInfo } from "./snap-context.ts";
import { LateErrors } from "./late-errors.ts";
import type { SnapStatistics } from "./snap-statistics.ts";
import type { SpillSpace } from "./spill-space.ts";

/** One output or error view of a running Snap. */
interface OutletView {
  readonly info: ViewInfo;
  readonly direction: "outputs" | "errors";
  /** Undefined when nobody reads the view: what arrives there is counted and dropped. */
  readonly branch: Branch | undefined;
  /** First documents, for previews and for the answer of a run. */
  readonly sample: JsonObject[];
  /** What keeps the readers of the error views waiting for errors that are still to come. */
  readonly late: LateErrors;
}

export interface OutletOptions {
  readonly spill: SpillSpace;
  readonly statistics: SnapStatistics;
  readonly signal: AbortSignal;
  readonly breath: Breath;
  /** Items a view may put out, for previews; the view ends there. */
  readonly itemsPerViewMax: number;
  /** Documents to keep of each view that nobody reads, or of every view in a preview. */
  readonly sampleSizeMax: number;
  readonly sampleAll: boolean;
  /** The Snap may be ended once no reader wants more; otherwise it is left for `finish`. */
  readonly mayEndEarly: boolean;
  /** Takes the documents of an error view that nobody reads. */
  readonly errorPipeline: ErrorPipeline | undefined;
  /** Told of a failure before it travels downstream, so that the rest of the run stops at once. */
  readonly onFailure: (failure: Error) => void;
}

/** What an outlet hands to the Snap whose output it is. */
export interface OutletIo {
  /** Keeps a document for the error view till the next `flush` or the end of the step. */
  readonly routeError: (document: Document) => void;
  readonly flush: () => Promise<void>;
}

/**
 * The output side of a running Snap. Any reader of a view may pull; the Snap then makes one step, and what it puts out
 * is dealt to the views' branches. Only one step runs at a time.
 */
export class Outlet {
  readonly #options: OutletOptions;
  readonly #views: readonly OutletView[];
  readonly #outputCount: number;
  readonly #source: AsyncIterator<Emission>;
  readonly #rejected: Document[] = [];
  readonly #waiting: (() => void)[] = [];
  #step: Promise<void> | undefined;
  #state: "open" | "done" = "open";
  #endedEarly = false;
  #failure: Error | undefined;

  constructor(
    outputs: readonly ViewInfo[],
    errors: readonly ViewInfo[],
    start: (io: OutletIo) => AsyncIterable<Emission>,
    options: OutletOptions,
  ) {
    this.#options = options;
    const viewOf = (info: ViewInfo, direction: OutletView["direction"]): OutletView => {
      options.statistics.declare(direction, info);
      const branch = info.linked ? new Branch(options.spill, info.type === "document") : undefined;
      return { info, direction, branch, sample: [], late: new LateErrors() };
    };
    this.#outputCount = outputs.length;
    this.#views = [
      ...outputs.map((info) => viewOf(info, "outputs")),
      ...errors.map((info) => viewOf(info, "errors")),
    ];
    const source = start({
      routeError: (document) => this.#rejected.push(document),
      flush: () => this.#flush(),
    });
    this.#source = source[Symbol.asyncIterator]();
    options.signal.addEventListener("abort", () => this.#notify(), { once: true });
  }

  get done(): boolean {
    return this.#state === "done";
  }

  /** First documents of each view that keeps some. */
  *samples(): Iterable<{ readonly view: ViewInfo; readonly documents: readonly JsonObject[] }> {
    for (const view of this.#views) yield { view: view.info, documents: view.sample };
  }

  /** What the view puts out, for its one reader. `return` says, at any time, that no more is wanted. */
  read(viewId: string): AsyncIterableIterator<Batch> {
    const view = this.#views.find((one) => one.info.id === viewId);
    const branch = view?.branch;
    assert(view !== undefined && branch !== undefined, `view ${viewId} has no reader`);
    const end = async (): Promise<IteratorResult<Batch>> => {
      await branch.close();
      view.late.giveUp();
      this.#notify();
      await this.#endIfUnwanted();
      return { done: true, value: undefined };
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        const batch = await this.#next(view, branch);
        return batch === undefined ? await end() : { done: false, value: batch };
      },
      return: end,
    };
  }

  /** Lets the Snap make one step. Throws the failure that ended it. */
  async advance(): Promise<void> {
    if (this.#state === "done") {
      if (this.#failure !== undefined) throw this.#failure;
      return;
    }
    this.#step ??= this.#makeStep().finally(() => {
      this.#step = undefined;
    });
    await this.#step;
  }

  /** Runs the Snap to its end. */
  async drain(): Promise<void> {
    while (!this.done) await this.advance();
  }

  /** Ends a Snap that nobody reads any more: at once if it may, otherwise when it has done all that it does. */
  async finish(): Promise<void> {
    for (const view of this.#views) await view.branch?.close();
    if (this.#options.mayEndEarly) await this.#endEarly();
    else await this.drain();
  }

  /** Lets go of what a Snap still holds that did not come to its end by itself. */
  async abandon(): Promise<void> {
    const { signal, statistics } = this.#options;
    const wasCutShort = this.#endedEarly && signal.aborted && statistics.state === "Completed";
    if (wasCutShort) statistics.state = "Stopped";
    this.#end(undefined);
    await this.#source.return?.().catch(() => undefined);
    for (const view of this.#views) await view.branch?.close().catch(() => undefined);
  }

  async #next(view: OutletView, branch: Branch): Promise<Batch | undefined> {
    view.late.ask();
    this.#notify();
    try {
      for (;;) {
        const wasDone = this.done;
        const batch = await branch.shift();
        if (batch !== undefined) {
          view.late.take(batch);
          return batch;
        }
        if (view.direction === "errors" && this.#errorsAreToCome()) {
          await this.#changed();
          continue;
        }
        if (wasDone && this.#failure === undefined) return undefined;
        await this.advance();
      }
    } finally {
      view.late.answered();
    }
  }

  /**
   * Whether a reader of an output has bytes in hand, or is about to, that are made while they are read: what is rejected
   * on the way belongs to the error view, though the Snap itself may be done by then.
   */
  #errorsAreToCome(): boolean {
    if (this.#failure !== undefined || this.#options.signal.aborted) return false;
    return this.#views
      .slice(0, this.#outputCount)
      .some(({ branch, late }) => branch?.closed === false && late.areToCome);
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #notify(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #makeStep(): Promise<void> {
    const { breath, signal, statistics } = this.#options;
    try {
      if (breath.isDue) await breath.take();
      throwIfAborted(signal);
      if (statistics.state === "NoUpdate") statistics.state = "Started";
      const next = await this.#source.next();
      if (next.done !== true) await this.#deal(next.value.view, next.value.items);
      await this.#flush();
      if (next.done === true) this.#end(undefined);
      else if (this.#allFull()) await this.#endEarly();
    } catch (thrown) {
      const failure = this.#failed(thrown);
      this.#end(failure);
      throw failure;
    }
  }

  async #flush(): Promise<void> {
    if (this.#rejected.length === 0) return;
    await this.#deal(this.#outputCount, this.#rejected.splice(0));
    this.#notify();
  }

  async #deal(index: number, items: readonly Item[]): Promise<void> {
    const view = this.#views[index];
    if (view === undefined || items.length === 0) return;
    const { statistics, itemsPerViewMax, sampleSizeMax, sampleAll } = this.#options;
    let batch = items;
    if (itemsPerViewMax !== Number.POSITIVE_INFINITY) {
      const room = itemsPerViewMax - statistics.itemsOf(view.direction, view.info.id);
      if (items.length > room) batch = items.slice(0, Math.max(room, 0));
      if (batch.length === 0) return;
    }
    statistics.count(view.direction, view.info.id, batch.length);
    if (view.info.type === "binary") {
      batch = believe<Batch<Binary>>(batch).map((binary) => this.#tagged(binary, view));
      view.late.queue(batch);
    } else if (sampleAll || view.branch === undefined) {
      keepSample(view.sample, believe<Batch<Document>>(batch), sampleSizeMax);
    }
    await view.branch?.push(batch);
    if (view.direction === "errors" && view.branch === undefined) {
      await this.#options.errorPipeline?.take(believe<Batch<Document>>(batch));
    }
  }

  /** A binary whose bytes, when they cannot be made, fail in the name of this Snap and not of the one that reads them. */
  #tagged({ header, content }: Binary, view: OutletView): Binary {
    const { signal } = this.#options;
    const finished = async (): Promise<void> => {
      await this.#flush();
      view.late.finish(binary);
      this.#notify();
    };
    const failed = (thrown: unknown): Error => this.#failed(thrown);
    async function* tagged(): AsyncIterable<Uint8Array> {
      try {
        for await (const chunk of content) {
          throwIfAborted(signal);
          yield chunk;
        }
      } catch (thrown) {
        throw failed(thrown);
      } finally {
        await finished();
      }
    }
    const binary = { header, content: tagged() };
    return binary;
  }

  #allFull(): boolean {
    const { itemsPerViewMax, statistics } = this.#options;
    if (itemsPerViewMax === Number.POSITIVE_INFINITY || this.#outputCount === 0) return false;
    return this.#views
      .slice(0, this.#outputCount)
      .every((view) => statistics.itemsOf("outputs", view.info.id) >= itemsPerViewMax);
  }

  async #endIfUnwanted(): Promise<void> {
    const wanted = this.#views.some((view) => view.branch?.closed === false);
    if (wanted || this.done || !this.#options.mayEndEarly) return;
    await this.#step?.catch(() => undefined);
    await this.#endEarly();
  }

  async #endEarly(): Promise<void> {
    if (this.done) return;
    this.#end(undefined);
    this.#endedEarly = true;
    try {
      await this.#source.return?.();
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  #end(failure: Error | undefined): void {
    if (this.done) return;
    const { statistics, signal } = this.#options;
    this.#state = "done";
    this.#failure = failure;
    this.#notify();
    if (statistics.state !== "Failed") {
      const broken = failure !== undefined || signal.aborted;
      statistics.state = broken ? "Stopped" : "Completed";
    }
  }

  /** What a Snap threw, as it travels on; the Snap is `Failed` if the fault is its own. */
  #failed(thrown: unknown): Error {
    const { statistics, signal, onFailure } = this.#options;
    const isConsequence = signal.aborted && !(thrown instanceof RunFailure);
    const failure = isConsequence
      ? new RunStopped()
      : failureIn(thrown, statistics.id, statistics.label);
    if (failure instanceof RunFailure && failure.runError.snapId === statistics.id) {
      statistics.state = "Failed";
      if (statistics.error === undefined) statistics.fail(failure);
    }
    onFailure(failure);
    return failure;
  }
}

function keepSample(sample: JsonObject[], documents: Batch<Document>, sizeMax: number): void {
  for (const document of documents) {
    if (sample.length >= sizeMax) return;
    sample.push(believe<JsonObject>(toJsonValue(document)));
  }
}
