import { setImmediate } from "node:timers/promises";
import { throwIfAborted } from "../base/abort.ts";
import type { Clock } from "../base/clock.ts";
import { assert } from "../base/errors.ts";
import { cloneValue } from "../expr/clone-value.ts";
import type { Document } from "../expr/value.ts";
import type { Batch, Binary, Emission, Item } from "./batch.ts";
import { Branch } from "./branch.ts";
import { failureIn } from "./run-failure.ts";
import type { ViewInfo } from "./snap-context.ts";
import type { SnapStatistics } from "./snap-statistics.ts";
import type { SpillSpace } from "./spill-space.ts";

const breathEveryMs = 20;

/** One output or error view of a running Snap. */
interface OutletView {
  readonly info: ViewInfo;
  readonly direction: "outputs" | "errors";
  /** Undefined when nobody reads the view: what arrives there is counted and dropped. */
  readonly branch: Branch | undefined;
  /** First documents, for previews and for the answer of a run. */
  readonly sample: Document[];
}

export interface OutletOptions {
  readonly spill: SpillSpace;
  readonly statistics: SnapStatistics;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Items a view may put out, for previews; the view ends there. */
  readonly itemsPerViewMax: number;
  /** Documents to keep of each view that nobody reads, or of every view in a preview. */
  readonly sampleSizeMax: number;
  readonly sampleAll: boolean;
  /** The stream may be ended once no reader wants more. */
  readonly mayEndEarly: boolean;
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
  #step: Promise<void> | undefined;
  #state: "open" | "done" = "open";
  #failure: Error | undefined;

  constructor(
    outputs: readonly ViewInfo[],
    errors: readonly ViewInfo[],
    start: (reject: (document: Document) => void) => AsyncIterable<Emission>,
    options: OutletOptions,
  ) {
    this.#options = options;
    const viewOf = (info: ViewInfo, direction: OutletView["direction"]): OutletView => {
      options.statistics.declare(direction, info);
      const branch = info.linked ? new Branch(options.spill, info.type === "document") : undefined;
      return { info, direction, branch, sample: [] };
    };
    this.#outputCount = outputs.length;
    this.#views = [
      ...outputs.map((info) => viewOf(info, "outputs")),
      ...errors.map((info) => viewOf(info, "errors")),
    ];
    this.#source = start((document) => this.#rejected.push(document))[Symbol.asyncIterator]();
  }

  get done(): boolean {
    return this.#state === "done";
  }

  /** First documents of each view that keeps some, by view label. */
  *samples(): Iterable<{ readonly view: ViewInfo; readonly documents: readonly Document[] }> {
    for (const view of this.#views) yield { view: view.info, documents: view.sample };
  }

  /** What the view puts out, for its one reader. */
  async *read(viewId: string): AsyncIterable<Batch> {
    const branch = this.#views.find((view) => view.info.id === viewId)?.branch;
    assert(branch !== undefined, `view ${viewId} has no reader`);
    try {
      for (;;) {
        const batch = await branch.shift();
        if (batch !== undefined) yield batch;
        else if (this.#state === "done") {
          const last = await branch.shift();
          if (last === undefined) break;
          yield last;
        } else await this.advance();
      }
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      await branch.close();
      await this.#endIfUnwanted();
    }
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

  /** Runs the Snap to its end; lets the thread breathe now and then, so that a stop can arrive. */
  async drain(): Promise<void> {
    let breathedMs = this.#options.clock.now();
    while (!this.done) {
      await this.advance();
      if (this.#options.clock.now() - breathedMs < breathEveryMs) continue;
      await setImmediate();
      breathedMs = this.#options.clock.now();
    }
  }

  /** Lets go of what a Snap that did not come to its end still holds. */
  async abandon(): Promise<void> {
    await this.#endEarly().catch(() => undefined);
    for (const view of this.#views) await view.branch?.close();
  }

  async #makeStep(): Promise<void> {
    const { statistics, signal } = this.#options;
    try {
      throwIfAborted(signal);
      if (statistics.state === "NoUpdate") statistics.state = "Started";
      const next = await this.#source.next();
      if (next.done !== true) await this.#deal(next.value.view, next.value.items);
      if (this.#rejected.length > 0) await this.#deal(this.#outputCount, this.#rejected.splice(0));
      if (next.done === true) this.#end(undefined);
      else if (this.#allFull()) await this.#endEarly();
    } catch (thrown) {
      const failure = failureIn(thrown, statistics.id, statistics.label);
      this.#end(failure);
      throw failure;
    }
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
    if (view.info.type === "document") {
      if (sampleAll || view.branch === undefined) keepSample(view.sample, batch, sampleSizeMax);
    } else {
      batch = batch.map((item) => this.#tagged(item));
    }
    await view.branch?.push(batch);
  }

  /** A binary whose bytes, when they cannot be made, fail in the name of this Snap and not of the one that reads them. */
  #tagged(item: Item): Item {
    if (!isBinary(item)) return item;
    const { id, label } = this.#options.statistics;
    const content = item.content;
    async function* tagged(): AsyncIterable<Uint8Array> {
      try {
        yield* content;
      } catch (thrown) {
        throw failureIn(thrown, id, label);
      }
    }
    return { header: item.header, content: tagged() };
  }

  #allFull(): boolean {
    const { itemsPerViewMax, statistics } = this.#options;
    if (itemsPerViewMax === Number.POSITIVE_INFINITY) return false;
    return (
      this.#views
        .slice(0, this.#outputCount)
        .every((view) => statistics.itemsOf("outputs", view.info.id) >= itemsPerViewMax) &&
      this.#outputCount > 0
    );
  }

  async #endIfUnwanted(): Promise<void> {
    const read = this.#views.filter((view) => view.branch !== undefined);
    const wanted = read.some((view) => view.branch?.closed === false);
    if (wanted || this.#state === "done") return;
    if (!this.#options.mayEndEarly) return await this.drain();
    await this.#step?.catch(() => undefined);
    await this.#endEarly();
  }

  async #endEarly(): Promise<void> {
    if (this.#state === "done") return;
    this.#end(undefined);
    await this.#source.return?.();
  }

  #end(failure: Error | undefined): void {
    const { statistics, signal } = this.#options;
    this.#state = "done";
    this.#failure = failure;
    statistics.state = failure === undefined ? "Completed" : signal.aborted ? "Stopped" : "Failed";
  }
}

function keepSample(sample: Document[], items: readonly Item[], sizeMax: number): void {
  for (const item of items) {
    if (sample.length >= sizeMax) return;
    if (!isBinary(item)) sample.push(cloneValue(item));
  }
}

function isBinary(item: Item): item is Binary {
  const content = item["content"];
  return typeof content === "object" && content !== null && Symbol.asyncIterator in content;
}
