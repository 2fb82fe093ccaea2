import { throwIfAborted } from "../base/abort.ts";
import type { Limits } from "../base/limits.ts";
import type { Clock } from "../base/clock.ts";
import type { Finding } from "../base/finding.ts";
import { assert } from "../base/errors.ts";
import { type JsonObject, printJson } from "../base/json.ts";
import type { Scope } from "../expr/scope.ts";
import type { SnapNode, View } from "../pipeline/model.ts";
import type { FindAccount } from "./accounts.ts";
import type { Batch, Emission } from "./batch.ts";
import { bindSnap } from "./bind-snap.ts";
import { Breath } from "./breath.ts";
import type { ChildPipelines } from "./child-pipelines.ts";
import { errorDocument } from "./error-document.ts";
import type { ErrorPipeline } from "./error-pipeline.ts";
import type { Egress } from "./egress/egress.ts";
import type { FileAccess } from "./file-access.ts";
import { inputOf } from "./input.ts";
import { Outlet, type OutletIo } from "./outlet.ts";
import type { Plan, PlannedSnap } from "./plan.ts";
import type { Redactor } from "./redactor.ts";
import { failureIn, RunFailure, RunStopped } from "./run-failure.ts";
import { snapScope, type SharedScope } from "./run-scope.ts";
import { SnapAccount } from "./snap-account.ts";
import type { Operator, SnapContext, SnapInput, ViewInfo } from "./snap-context.ts";
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
  readonly egress: Egress;
  readonly pipelines: ChildPipelines;
  readonly spill: SpillSpace;
  readonly findAccount: FindAccount;
  /** Full path of the pipeline. */
  readonly path: string;
  readonly redactor: Redactor;
  /** Where error documents go that no view takes. A preview hands it none. */
  readonly errorPipeline: ErrorPipeline | undefined;
  /** Aborted from outside or by the first failure. */
  readonly stop: AbortController;
  /** Keys (`<snap>_<view>`) of open views that the caller feeds or reads, with what it feeds. */
  readonly feeds: ReadonlyMap<string, AsyncIterable<Batch>>;
  readonly reads: ReadonlySet<string>;
}

/** A Snap that is about to run. Its operator is made by `drive`, and begins at its first step. */
interface BoundSnap {
  readonly planned: PlannedSnap;
  readonly context: SnapContext<never>;
  readonly statistics: SnapStatistics;
  readonly account: SnapAccount;
  readonly outlet: Outlet;
  operator: Operator | undefined;
}

/** A pipeline with its Snaps bound and wired, about to run once: `drive`, `finish`, `dispose`. */
export class PipelineInstance {
  readonly statistics: readonly SnapStatistics[];
  /** Settings that do not bind; an instance that has any must not be driven. */
  readonly findings: readonly Finding[];
  readonly #options: InstanceOptions;
  readonly #breath: Breath;
  readonly #snaps = new Map<string, BoundSnap>();
  #failure: Error | undefined;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#breath = new Breath(options.clock);
    const findings: Finding[] = [];
    const statistics = new Map<string, SnapStatistics>();
    for (const node of options.plan.pipeline.snaps) {
      statistics.set(node.id, new SnapStatistics(node, options.clock, options.redactor));
    }
    for (const node of options.plan.skipped) {
      const skipped = statistics.get(node.id);
      if (skipped !== undefined) skipped.state = "Skipped";
    }
    for (const planned of options.plan.active) {
      const own = statistics.get(planned.node.id);
      assert(own !== undefined, "every Snap has statistics");
      const scope = snapScope(options.scope, planned.node, own);
      const { settings, findings: problems } = bindSnap(planned.definition, planned.node, scope);
      findings.push(...problems);
      this.#snaps.set(planned.node.id, this.#boundSnap(planned, settings, own));
    }
    this.statistics = [...statistics.values()];
    this.findings = findings;
  }

  /** The first failure of a Snap; undefined when the run was stopped from outside. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Finds the accounts that do not depend on documents: what is wrong with them keeps the run from starting. */
  async findAccounts(): Promise<readonly Finding[]> {
    const accounts = [...this.#snaps.values()].map(({ account }) => account.prepare());
    return (await Promise.all(accounts)).flat();
  }

  /** Reads an open view named in `reads`. */
  read(snapId: string, viewId: string): AsyncIterable<Batch> {
    return this.#outlet(snapId).read(viewId);
  }

  /** Starts, and runs every Snap that nobody reads to its end. The first failure stops the others and is thrown. */
  async drive(): Promise<void> {
    this.#start();
    const ends = [...this.#snaps.values()].filter(({ planned }) => !this.#isRead(planned.node));
    await this.#settle(ends.map(({ outlet }) => outlet.drain()));
  }

  /**
   * Ends the Snaps whose readers had enough before their end: those with effects do first all that they do. Call it
   * when all that is read has been read.
   */
  async finish(): Promise<void> {
    const left = new Set([...this.#snaps.values()].filter(({ outlet }) => !outlet.done));
    while (left.size > 0) {
      const last = [...left].filter(
        ({ planned: { node } }) =>
          !this.#options.plan.links.leaving(node.id).some(({ targetId }) => {
            const target = this.#snaps.get(targetId);
            return target !== undefined && left.has(target);
          }),
      );
      assert(last.length > 0, "a pipeline has no cycle");
      await this.#settle(last.map(({ outlet }) => outlet.finish()));
      for (const snap of last) left.delete(snap);
    }
    await this.#endErrorPipeline();
  }

  /** Lets go of what Snaps that did not come to their end still hold. Call it when nobody reads any more. */
  async dispose(): Promise<void> {
    for (const { outlet } of this.#snaps.values()) await outlet.abandon();
    // What failed a run does not keep its error pipeline from what it has taken; a stop does.
    if (this.#failure === undefined) this.#options.errorPipeline?.stop();
    await this.#options.errorPipeline?.end().catch(() => undefined);
  }

  /** First documents of the open output views that nobody reads, by the labels of Snap and view. */
  *openSamples(): Iterable<{ readonly label: string; readonly documents: readonly JsonObject[] }> {
    const { links } = this.#options.plan;
    for (const [snapId, { context, outlet }] of this.#snaps) {
      for (const { view, documents } of outlet.samples()) {
        if (view.type === "document" && !view.linked && links.from(snapId, view.id).length === 0)
          yield { label: `${context.label} - ${view.label}`, documents };
      }
    }
  }

  /** Hands the previews to the statistics, when the run is over. */
  keepPreviews(): void {
    for (const statistics of this.statistics) {
      for (const { view, documents } of this.#snaps.get(statistics.id)?.outlet.samples() ?? []) {
        if (view.type === "document") statistics.keepPreview(view.label, documents);
      }
    }
  }

  /** Makes the operators before the first document moves, since settings may not fit together. */
  #start(): void {
    for (const snap of this.#snaps.values()) {
      const { context, planned, statistics } = snap;
      try {
        snap.operator = planned.definition.run(context);
      } catch (thrown) {
        const failure = failureIn(thrown, context.id, context.label);
        statistics.fail(thrown);
        statistics.state = "Failed";
        this.#fail(failure);
        throw failure;
      }
    }
  }

  /** Waits for all, and throws the failure that came first. */
  async #settle(ends: readonly Promise<void>[]): Promise<void> {
    const outcomes = await Promise.allSettled(ends);
    if (this.#failure !== undefined) throw this.#failure;
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  /** Waits for the error pipeline, which a stop from outside ends too. */
  async #endErrorPipeline(): Promise<void> {
    const { errorPipeline, stop } = this.#options;
    if (errorPipeline === undefined) return;
    const stopIt = (): void => errorPipeline.stop();
    stop.signal.addEventListener("abort", stopIt, { once: true });
    try {
      await errorPipeline.end();
    } finally {
      stop.signal.removeEventListener("abort", stopIt);
    }
    throwIfAborted(stop.signal);
  }

  #fail(failure: Error): void {
    if (!(failure instanceof RunStopped)) this.#failure ??= failure;
    this.#options.stop.abort(new RunStopped());
  }

  #boundSnap(planned: PlannedSnap, settings: never, statistics: SnapStatistics): BoundSnap {
    const { node, pure } = planned;
    const { clock, egress, errorPipeline, files, limits, mode, pipelines, redactor, spill, stop } =
      this.#options;
    const scope = snapScope(this.#options.scope, node, statistics);
    const account = this.#account(planned, scope);
    const inputs = node.inputs.map((view) => this.#viewInfo(node.id, view, "input"));
    const outputs = node.outputs.map((view) => this.#viewInfo(node.id, view, "output"));
    const errors = errorViewsOf(node).map((view) => this.#viewInfo(node.id, view, "output"));
    for (const view of inputs) statistics.declare("inputs", view);
    let io: OutletIo | undefined;
    const reject: SnapContext<never>["reject"] = (original, failure, extra) => {
      if (failure instanceof RunFailure || failure instanceof RunStopped) throw failure;
      if (stop.signal.aborted) throw new RunStopped();
      statistics.fail(failure);
      if (node.errorBehavior === "ignore") return;
      const routed = node.errorBehavior === "none" && errorPipeline !== undefined;
      if (node.errorBehavior === "continue" || routed) {
        io?.routeError(errorDocument(original, failure, node, extra, redactor));
        return;
      }
      const ending = failureIn(failure, node.id, node.label);
      statistics.state = "Failed";
      this.#fail(ending);
      throw ending;
    };
    const context: SnapContext<never> = {
      settings,
      id: node.id,
      label: node.label,
      inputs,
      outputs,
      mode,
      scope,
      signal: stop.signal,
      limits,
      clock,
      files,
      egress,
      pipelines,
      nested: node.nested,
      spill,
      account: (document = {}) => account.get(document),
      keepSecret: (text) => redactor.add(text),
      reject,
      warn: (message) => statistics.warnings.push(message),
    };
    const start = (own: OutletIo): AsyncIterable<Emission> => {
      io = own;
      return this.#operate(planned, context, statistics, own.flush);
    };
    const preview = mode === "preview";
    const allLinked = outputs.length > 0 && outputs.every(({ linked }) => linked);
    const outlet = new Outlet(outputs, errors, start, {
      spill,
      statistics,
      signal: stop.signal,
      breath: this.#breath,
      itemsPerViewMax: preview ? limits.previewDocumentsMax : Number.POSITIVE_INFINITY,
      sampleSizeMax: preview ? limits.previewDocumentsMax : limits.answerDocumentsMax,
      sampleAll: preview,
      errorPipeline: preview ? undefined : errorPipeline,
      mayEndEarly: allLinked && (pure || preview),
      onFailure: (failure) => this.#fail(failure),
    });
    return { planned, context, statistics, account, outlet, operator: undefined };
  }

  #account({ node, definition }: PlannedSnap, scope: Scope): SnapAccount {
    const { findAccount: find, path: fromPath, redactor, stop } = this.#options;
    const { accounts: types } = definition;
    return new SnapAccount({ node, types, scope, find, fromPath, redactor, signal: stop.signal });
  }

  /** Starts the operator at its first step, and gives up inputs that it never began to read. */
  async *#operate(
    { node }: PlannedSnap,
    context: SnapContext<never>,
    statistics: SnapStatistics,
    flush: () => Promise<void>,
  ): AsyncIterable<Emission> {
    const operator = this.#snaps.get(node.id)?.operator;
    assert(operator !== undefined, `${node.id} is started before it runs`);
    const batchSizeMax = readsTotalCount(node) ? 1 : Number.POSITIVE_INFINITY;
    const inputs = context.inputs.map((view) =>
      inputOf({ view, source: this.#source(node.id, view), statistics, batchSizeMax, flush }),
    );
    try {
      yield* operator({
        inputs: inputs.map(({ view, batches }): SnapInput => ({ view, batches })),
        reject: context.reject,
        signal: context.signal,
        limits: context.limits,
      });
    } finally {
      for (const input of inputs) await input.finish();
    }
  }

  #source(snapId: string, view: ViewInfo): AsyncIterable<Batch> {
    const [link] = this.#options.plan.links.into(snapId, view.id);
    if (link !== undefined) return this.#outlet(link.sourceId).read(link.sourceView);
    return this.#options.feeds.get(`${snapId}_${view.id}`) ?? nothing();
  }

  #outlet(snapId: string): Outlet {
    const snap = this.#snaps.get(snapId);
    assert(snap !== undefined, `no Snap ${snapId} runs`);
    return snap.outlet;
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

  #isRead({ id, outputs, errorViews }: SnapNode): boolean {
    const { plan, reads } = this.#options;
    return (
      plan.links.leaving(id).some((link) => this.#runs(link.targetId)) ||
      [...outputs, ...errorViews].some((view) => reads.has(`${id}_${view.id}`))
    );
  }
}

/** With the behaviour `none` a Snap leaves its errors to the error pipeline, and need not have an error view of its own. */
function errorViewsOf({ errorBehavior, errorViews }: SnapNode): readonly View[] {
  if (errorBehavior !== "none" || errorViews.length > 0) return errorViews;
  return [{ id: "error0", label: "error0", type: "document" }];
}

async function* nothing(): AsyncIterable<Batch> {
  // A stream that ends before it begins: an open input that nobody feeds.
}

/** Whether an expression of the Snap reads its own count; it is then fed one document at a time, so that the count is exact. */
function readsTotalCount({ settings }: SnapNode): boolean {
  return printJson(settings).includes("totalCount");
}
