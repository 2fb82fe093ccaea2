import type { Clock } from "../base/clock.ts";
import { type JsonObject, setOwn } from "../base/json.ts";
import { Redactor } from "./redactor.ts";
import { describeFailure } from "./run-failure.ts";
import type { RunError, SnapReport, SnapState, ViewCount } from "./run-types.ts";
import type { ViewInfo } from "./snap-context.ts";

/** What is counted while one Snap runs: per batch and view, never per document. */
export class SnapStatistics {
  readonly id: string;
  readonly label: string;
  readonly classId: string;
  readonly warnings: string[] = [];
  state: SnapState = "NoUpdate";
  errorCount = 0;
  error: RunError | undefined;
  readonly #clock: Clock;
  readonly #redactor: Redactor;
  readonly #views = {
    inputs: new Map<string, Counter>(),
    outputs: new Map<string, Counter>(),
    errors: new Map<string, Counter>(),
  };
  readonly #preview: Record<string, readonly JsonObject[]> = {};
  #firstMs: number | undefined;
  #lastMs = 0;

  constructor(
    snap: { readonly id: string; readonly label: string; readonly classId: string },
    clock: Clock,
    redactor = new Redactor(),
  ) {
    this.#redactor = redactor;
    this.id = snap.id;
    this.label = snap.label;
    this.classId = snap.classId;
    this.#clock = clock;
  }

  declare(direction: "inputs" | "outputs" | "errors", view: Pick<ViewInfo, "id" | "label">): void {
    this.#views[direction].set(view.id, { id: view.id, label: view.label, items: 0 });
  }

  count(direction: "inputs" | "outputs" | "errors", viewId: string, items: number): void {
    const counter = this.#views[direction].get(viewId);
    if (counter !== undefined) counter.items += items;
    this.#lastMs = this.#clock.now();
    this.#firstMs ??= this.#lastMs;
  }

  /** Items that passed the input or output views so far; what `snap.in.totalCount` reads. */
  total(direction: "inputs" | "outputs" | "errors"): number {
    let total = 0;
    for (const counter of this.#views[direction].values()) total += counter.items;
    return total;
  }

  itemsOf(direction: "inputs" | "outputs" | "errors", viewId: string): number {
    return this.#views[direction].get(viewId)?.items ?? 0;
  }

  fail(thrown: unknown): void {
    this.errorCount++;
    this.error ??= { snapId: this.id, snapLabel: this.label, ...describeFailure(thrown) };
  }

  keepPreview(viewLabel: string, documents: readonly JsonObject[]): void {
    setOwn(this.#preview, viewLabel, documents);
  }

  /** Without the secrets of the run's accounts. */
  report(): SnapReport {
    return this.#redactor.value(this.#report());
  }

  #report(): SnapReport {
    const previews = Object.keys(this.#preview).length > 0;
    return {
      id: this.id,
      label: this.label,
      classId: this.classId,
      state: this.state,
      inputs: counts(this.#views.inputs),
      outputs: counts(this.#views.outputs),
      errorViews: counts(this.#views.errors),
      errorCount: this.errorCount,
      activeMs: this.#firstMs === undefined ? 0 : this.#lastMs - this.#firstMs,
      ...(this.error === undefined ? {} : { error: this.error }),
      warnings: [...this.warnings],
      ...(previews ? { preview: { ...this.#preview } } : {}),
    };
  }
}

interface Counter {
  readonly id: string;
  readonly label: string;
  items: number;
}

function counts(counters: ReadonlyMap<string, Counter>): readonly ViewCount[] {
  return [...counters.values()].map((counter) => ({ ...counter }));
}
