import type { Limits } from "../base/limits.ts";
import type { Clock } from "../base/clock.ts";
import type { Finding } from "../base/finding.ts";
import { assert } from "../base/errors.ts";
import type { Document } from "../expr/value.ts";
import type { View } from "../pipeline/model.ts";
import type { Batch, Emission } from "./batch.ts";
import { bindSnap } from "./bind-snap.ts";
import type { ChildPipelines } from "./child-pipelines.ts";
import { errorDocument } from "./error-document.ts";
import type { FileAccess } from "./file-access.ts";
import { inputOf } from "./input.ts";
import { Outlet } from "./outlet.ts";
import type { Plan, PlannedSnap } from "./plan.ts";
import { failureIn, RunFailure, RunStopped } from "./run-failure.ts";
import { snapScope, type SharedScope } from "./run-scope.ts";
import type { SnapContext, SnapInput, ViewInfo } from "./snap-context.ts";
import { SnapStatistics } from "./snap-statistics.ts";
import type { SpillSpace } from "./spill-space.ts";

/** What the instances of a run work with; children of Pipeline Execute get the same with their own files and scope. */
export interface InstanceOptions {
  readonly plan: Plan;
  readonly scope: SharedScope;
  readonly mode: "execute" | "preview";
  readonly limits: Limits;
  readonly clock: Clock;
  readonly files: FileAccess;
  readonly pipelines: ChildPipelines;
  readonly spill: SpillSpace;
  /** Aborted from outside or by the first failure. */
  readonly stop: AbortController;
  /** Keys (`<snap>_<view>`) of open views that the caller feeds or reads, with what it feeds. */
  readonly feeds: ReadonlyMap<string, AsyncIterable<Batch>>;
  readonly reads: ReadonlySet<string>;
}

/** A pipeline with its Snaps bound and wired, about to run once. */
export class PipelineInstance {
  readonly statistics: readonly SnapStatistics[];
  /** Settings that do not bind; an instance that has any must not be driven. */
  readonly findings: readonly Finding[];
  readonly #options: InstanceOptions;
  readonly #outlets = new Map<string, Outlet>();

  constructor(options: InstanceOptions) {
    this.#options = options;
    const findings: Finding[] = [];
    const statistics = new Map<string, SnapStatistics>();
    for (const node of options.plan.pipeline.snaps) {
      statistics.set(node.id, new SnapStatistics(node, options.clock));
    }
    for (const node of options.plan.skipped) {
      const skipped = statistics.get(node.id);
      if (skipped !== undefined) skipped.state = "Skipped";
    }
    for (const planned of options.plan.active) {
      const own = statistics.get(planned.node.id);
      assert(own !== undefined, "every Snap has statistics");
      const { settings, findings: problems } = bindSnap(
        planned.definition,
        planned.node,
        snapScope(options.scope, planned.node, own),
      );
      findings.push(...problems);
      this.#outlets.set(planned.node.id, this.#outletOf(planned, settings, own));
    }
    this.statistics = [...statistics.values()];
    this.findings = findings;
  }

  /** Reads an open view named in `reads`. */
  read(snapId: string, viewId: string): AsyncIterable<Batch> {
    const outlet = this.#outlets.get(snapId);
    assert(outlet !== undefined, `no Snap ${snapId} runs`);
    return outlet.read(viewId);
  }

  /** Runs every Snap to its end. The first failure stops the others and is thrown. */
  async drive(): Promise<void> {
    const ends = [...this.#outlets]
      .filter(([snapId]) => !this.#isRead(snapId))
      .map(([, outlet]) => outlet);
    let first: unknown;
    await Promise.all(
      ends.map(async (outlet) => {
        try {
          await outlet.drain();
        } catch (thrown) {
          if (first === undefined || first instanceof RunStopped) first = thrown;
          this.#options.stop.abort(new RunStopped());
        }
      }),
    );
    if (first !== undefined) throw first;
  }

  /** Lets go of what Snaps that did not come to their end still hold. Call it when nobody reads any more. */
  async dispose(): Promise<void> {
    for (const outlet of this.#outlets.values()) await outlet.abandon();
  }

  /** First documents of the open output views that nobody reads, by the labels of Snap and view. */
  *openSamples(): Iterable<{ readonly label: string; readonly documents: readonly Document[] }> {
    for (const { node } of this.#options.plan.active) {
      for (const { view, documents } of this.#outlets.get(node.id)?.samples() ?? []) {
        if (view.type === "document" && !view.linked)
          yield { label: `${node.label} - ${view.label}`, documents };
      }
    }
  }

  /** Hands the previews to the statistics, when the run is over. */
  keepPreviews(): void {
    for (const statistics of this.statistics) {
      for (const { view, documents } of this.#outlets.get(statistics.id)?.samples() ?? []) {
        if (view.type === "document") statistics.keepPreview(view.label, documents);
      }
    }
  }

  #outletOf(
    { node, definition, pure }: PlannedSnap,
    settings: never,
    statistics: SnapStatistics,
  ): Outlet {
    const { limits, mode, stop } = this.#options;
    const inputs = node.inputs.map((view) => this.#viewInfo(node.id, view, "input"));
    const outputs = node.outputs.map((view) => this.#viewInfo(node.id, view, "output"));
    const errors = node.errorViews.map((view) => this.#viewInfo(node.id, view, "output"));
    for (const view of inputs) statistics.declare("inputs", view);
    const start = (routeError: (document: Document) => void): AsyncIterable<Emission> => {
      const reject = (original: Document, failure: unknown, extra?: Document): void => {
        if (failure instanceof RunFailure || failure instanceof RunStopped) throw failure;
        if (stop.signal.aborted) throw new RunStopped();
        statistics.fail(failure);
        if (node.errorBehavior === "ignore") return;
        if (node.errorBehavior !== "continue") throw failureIn(failure, node.id, node.label);
        routeError(errorDocument(original, failure, node, extra));
      };
      const context: SnapContext<never> = {
        settings,
        id: node.id,
        label: node.label,
        inputs,
        outputs,
        mode,
        scope: snapScope(this.#options.scope, node, statistics),
        signal: stop.signal,
        limits,
        clock: this.#options.clock,
        files: this.#options.files,
        pipelines: this.#options.pipelines,
        spill: this.#options.spill,
        reject,
        warn: (message) => statistics.warnings.push(message),
      };
      return this.#operate(definition.run(context), context, statistics);
    };
    const preview = mode === "preview";
    return new Outlet(outputs, errors, start, {
      spill: this.#options.spill,
      statistics,
      signal: stop.signal,
      clock: this.#options.clock,
      itemsPerViewMax: preview ? limits.previewDocumentsMax : Number.POSITIVE_INFINITY,
      sampleSizeMax: preview ? limits.previewDocumentsMax : limits.answerDocumentsMax,
      sampleAll: preview,
      mayEndEarly: pure || preview,
    });
  }

  /** Starts the operator at its first step, and makes sure that every input is taken to its end. */
  async *#operate(
    operator: ReturnType<PlannedSnap["definition"]["run"]>,
    context: SnapContext<never>,
    statistics: SnapStatistics,
  ): AsyncIterable<Emission> {
    const oneByOne = readsTotalCount(this.#options.plan, context.id);
    const inputs = context.inputs.map((view) =>
      inputOf(
        view,
        this.#source(context.id, view),
        statistics,
        oneByOne ? 1 : Number.POSITIVE_INFINITY,
      ),
    );
    yield* operator({
      inputs: inputs.map(({ view, batches }): SnapInput => ({ view, batches })),
      reject: context.reject,
      signal: context.signal,
      limits: context.limits,
    });
    for (const input of inputs) await input.finish();
  }

  #source(snapId: string, view: ViewInfo): AsyncIterable<Batch> {
    const [link] = this.#options.plan.links.into(snapId, view.id);
    if (link !== undefined) {
      const outlet = this.#outlets.get(link.sourceId);
      assert(outlet !== undefined, `${link.sourceId} runs before ${snapId}`);
      return outlet.read(link.sourceView);
    }
    return this.#options.feeds.get(`${snapId}_${view.id}`) ?? nothing();
  }

  #viewInfo(snapId: string, view: View, role: "input" | "output"): ViewInfo {
    const { plan, feeds, reads } = this.#options;
    const key = `${snapId}_${view.id}`;
    const linked =
      role === "input"
        ? plan.links.into(snapId, view.id).length > 0 || feeds.has(key)
        : reads.has(key) ||
          plan.links.from(snapId, view.id).some((link) => this.#runs(link.targetId));
    return { id: view.id, label: view.label, type: view.type, linked };
  }

  #runs(snapId: string): boolean {
    return this.#options.plan.active.some(({ node }) => node.id === snapId);
  }

  #isRead(snapId: string): boolean {
    const { plan, reads } = this.#options;
    const links = plan.links.leaving(snapId).some((link) => this.#runs(link.targetId));
    return links || [...reads].some((key) => key.startsWith(`${snapId}_`));
  }
}

async function* nothing(): AsyncIterable<Batch> {
  // A stream that ends before it begins: an open input that nobody feeds.
}

/** Whether an expression of the Snap reads its own count; it is then fed one document at a time, so that the count is exact. */
function readsTotalCount(plan: Plan, snapId: string): boolean {
  const node = plan.pipeline.snaps.find((snap) => snap.id === snapId);
  return JSON.stringify(node?.settings, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  ).includes("totalCount");
}
