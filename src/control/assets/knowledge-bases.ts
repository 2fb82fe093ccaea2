import type { Clock } from "../../base/clock.ts";
import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import type { LoadedData } from "../../knowledge/data/loaded-data.ts";
import type { KnowledgeBase } from "../../knowledge/knowledge-base.ts";
import type { DataLoads } from "./loads/data-loads.ts";
import { loadContent } from "./loads/load-content.ts";
import type { KnowledgeEngine } from "./knowledge-engine.ts";
import { OpenData } from "./open-data.ts";
import type { PackageContent, WrittenDataModel } from "./package-content.ts";

export interface KnowledgeBasesParts {
  readonly engine: KnowledgeEngine;
  readonly loads: DataLoads;
  readonly clock: Clock;
  readonly limits: Pick<Limits, "knowledgeBasesMax" | "knowledgeBaseIdleMs">;
  /** To be called when something was closed that others may remember. */
  readonly closed: () => void;
}

export interface OpenedBase {
  readonly base: KnowledgeBase;
  /** To be called when it is used again without being opened, so that its data stays open. */
  readonly touch: () => void;
}

interface Opened {
  readonly data: Promise<OpenData>;
  readonly bases: Map<string, KnowledgeBase>;
}

/** What is no longer wanted is closed when nobody has asked it for this long. */
const retiredIdleMs = 30_000;

/**
 * Knowledge models over their loaded data, opened once for whoever asks. Data that nobody asks any more is closed; data
 * that is being asked is not.
 */
export class KnowledgeBases implements AsyncDisposable {
  readonly #parts: KnowledgeBasesParts;
  readonly #opened = new Map<string, Opened>();
  readonly #timer: NodeJS.Timeout;
  readonly #closing = new Set<Promise<void>>();

  constructor(parts: KnowledgeBasesParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.sweep(), 10_000);
    this.#timer.unref();
  }

  /** The data of a data model as it is loaded now; nothing when it is not. */
  async data(
    packageId: string,
    content: PackageContent,
    dataModel: WrittenDataModel,
  ): Promise<LoadedData | undefined> {
    const opened = await this.#open(packageId, content, dataModel);
    return opened === undefined ? undefined : (await opened.data).data;
  }

  /** A knowledge model over its data as it is loaded now; nothing when it is not. */
  async base(
    packageId: string,
    content: PackageContent,
    modelKey: string,
  ): Promise<OpenedBase | undefined> {
    const read = content.knowledgeModels.get(modelKey);
    const dataModel = content.dataModels.get(read?.model.dataModelId ?? "");
    if (read === undefined || dataModel === undefined) throw unreadable(modelKey);
    const opened = await this.#open(packageId, content, dataModel);
    if (opened === undefined) return undefined;
    const data = await opened.data;
    data.touch();
    const key = `${modelKey} ${contentHash(content)}`;
    const known = opened.bases.get(key);
    const touch = (): void => data.touch();
    if (known !== undefined) return { base: known, touch };
    const base = this.#parts.engine.knowledgeBase(read, data.data);
    opened.bases.set(key, base);
    return { base, touch };
  }

  /** Closes what has been idle for long, and beyond the limit what has been idle longest. */
  async sweep(): Promise<void> {
    const { knowledgeBaseIdleMs, knowledgeBasesMax } = this.#parts.limits;
    const idle: { readonly key: string; readonly ms: number }[] = [];
    for (const [key, { data }] of this.#opened) {
      const open = await data.catch(() => undefined);
      if (open === undefined) this.#opened.delete(key);
      else idle.push({ key, ms: open.idleMs() });
    }
    const surplus = this.#opened.size - knowledgeBasesMax;
    for (const [index, { key, ms }] of idle.toSorted((a, b) => b.ms - a.ms).entries()) {
      const surplusToo = index < surplus && ms >= retiredIdleMs;
      if (ms >= knowledgeBaseIdleMs || surplusToo) this.#close(key);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    for (const key of this.#opened.keys()) this.#close(key);
    await Promise.all(this.#closing);
  }

  async #open(
    packageId: string,
    content: PackageContent,
    dataModel: WrittenDataModel,
  ): Promise<Opened | undefined> {
    const { engine, loads, clock } = this.#parts;
    const { model } = dataModel;
    if (model.warehouse !== undefined) {
      const key = `${packageId} ${loadContent(content, dataModel)}`;
      return this.#opened.get(key) ?? this.#add(key, engine.openWarehouse(model), clock);
    }
    const load = await loads.current(packageId, content, dataModel);
    if (load === undefined) return undefined;
    const known = this.#opened.get(load.id);
    if (known !== undefined) return known;
    return this.#add(load.id, engine.openLoaded(model, loads.pathOf(load)), clock);
  }

  #add(key: string, opening: Promise<LoadedData>, clock: Clock): Opened {
    const data = opening.then((loaded) => new OpenData(loaded, () => clock.now()));
    const opened: Opened = { data, bases: new Map() };
    this.#opened.set(key, opened);
    data.catch(() => this.#opened.delete(key));
    return opened;
  }

  #close(key: string): void {
    const opened = this.#opened.get(key);
    if (opened === undefined) return;
    this.#opened.delete(key);
    this.#parts.closed();
    const closed: Promise<void> = opened.data
      .then((data) => data[Symbol.asyncDispose]())
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }
}

function contentHash({ files }: PackageContent): string {
  return files.map(({ path, sha256 }) => `${path} ${sha256}`).join("\n");
}

function unreadable(modelKey: string): Refusal {
  return new Refusal(
    "invalid-content",
    `The knowledge model ${JSON.stringify(modelKey)} of the asset cannot be read.`,
    "Expected a knowledge model and a data model without errors.",
    "Validate the package; it tells what is wrong and where.",
  );
}
