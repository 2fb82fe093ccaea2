import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { asError, sleep } from "../../../base/abort.ts";
import { Refusal } from "../../../base/errors.ts";
import type { LoadData, LoadResult } from "../../../knowledge/data/load/load-order.ts";
import type { DataLoadsTable } from "../../../store/data-loads-table.ts";
import type { PackagesTable } from "../../../store/packages-table.ts";
import type { Core } from "../../core.ts";
import type { PackageContent, WrittenDataModel } from "../package-content.ts";
import type { PackageContents } from "../package-contents.ts";
import type { PackageFinding } from "../package-finding.ts";
import type { DataLoad } from "../packages.ts";
import { dueLoads } from "./due-loads.ts";
import { loadContent, loadedModels } from "./load-content.ts";
import { claimLoad, loadsOf, newestLoad, queueLoad, readyLoad, toLoad } from "./load-rows.ts";
import { aboutFile, type OutsideReaders, runLoad } from "./run-load.ts";
import { unusedLoads } from "./unused-loads.ts";

export interface DataLoadsParts {
  readonly core: Core;
  readonly content: PackageContents;
  /** For the databases. */
  readonly directory: string;
  readonly load: LoadData;
  readonly outside: OutsideReaders;
  /** Rows of loads have changed. */
  readonly changed: () => void;
  /** Data is there that was not. */
  readonly onReady: (packageId: string) => Promise<void>;
}

/** Rows that other processes queued, and loads that are due, are looked for this often. */
const lookIntervalMs = 2_000;

/** How often a load says that it is alive, and what it is at. */
const heartbeatMs = 1_000;

/**
 * Loads of data models: as rows, so that each is done once whichever process finds it, and in the background, so that
 * answers go on from what was loaded before.
 */
export class DataLoads implements AsyncDisposable {
  readonly #parts: DataLoadsParts;
  readonly #holder = randomUUID();
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #claimed = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;

  constructor(parts: DataLoadsParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#look(), lookIntervalMs);
    this.#timer.unref();
  }

  /** Mends what a killed process left: its loads begin anew, its files go. Only while no other process is there. */
  async recover(): Promise<void> {
    const { core, directory } = this.#parts;
    await core.store
      .updateTable("data_loads")
      .set({ state: "queued", holder: "", progress: "" })
      .where("state", "=", "loading")
      .execute();
    const rows = await core.store.selectFrom("data_loads").select("file").execute();
    const known = new Set(rows.map(({ file }) => file));
    for (const name of await readdir(directory)) {
      if (!known.has(name)) await rm(join(directory, name), { recursive: true, force: true });
    }
    this.#look();
  }

  /** Sees to it that what the content needs is loaded; what is loaded already is loaded `anew` only when told so. */
  async request(
    row: PackagesTable,
    content: PackageContent,
    version: string,
    reason: DataLoadsTable["reason"],
    wanted: { readonly anew: boolean; readonly dataModel?: string } = { anew: false },
  ): Promise<void> {
    const { core } = this.#parts;
    for (const dataModel of loadedModels(content)) {
      if (wanted.dataModel !== undefined && dataModel.model.id !== wanted.dataModel) continue;
      const hash = loadContent(content, dataModel);
      if (!wanted.anew && (await readyLoad(core.store, row.id, hash)) !== undefined) continue;
      const request = { dataModel: dataModel.model.id, version, content: hash, reason };
      await queueLoad(core.store, core.clock, row, request);
    }
    this.#parts.changed();
    this.#look();
  }

  /** The load that answers for a data model of that content. */
  async current(
    packageId: string,
    content: PackageContent,
    dataModel: WrittenDataModel,
  ): Promise<DataLoadsTable | undefined> {
    const hash = loadContent(content, dataModel);
    return await readyLoad(this.#parts.core.store, packageId, hash);
  }

  /** How far the loads of a content are: those that are not ready. */
  async missing(
    packageId: string,
    content: PackageContent,
  ): Promise<readonly (DataLoad | undefined)[]> {
    const { store } = this.#parts.core;
    const missing: (DataLoad | undefined)[] = [];
    for (const dataModel of loadedModels(content)) {
      const hash = loadContent(content, dataModel);
      if ((await readyLoad(store, packageId, hash)) !== undefined) continue;
      const newest = await newestLoad(store, packageId, hash);
      missing.push(newest === undefined ? undefined : toLoad(newest, false));
    }
    return missing;
  }

  pathOf({ file }: Pick<DataLoadsTable, "file">): string {
    return join(this.#parts.directory, file);
  }

  /** Newest first; of each content the newest that is ready is the current one. */
  async list(packageId: string): Promise<readonly DataLoad[]> {
    const rows = await loadsOf(this.#parts.core.store, packageId);
    const seen = new Set<string>();
    return rows.map((row) => {
      const current = row.state === "ready" && !seen.has(row.content);
      if (current) seen.add(row.content);
      return toLoad(row, current);
    });
  }

  /** Resolves when nothing of the package waits or is being loaded. */
  async settled(packageId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const rows = await loadsOf(this.#parts.core.store, packageId);
      if (!rows.some(({ state }) => state === "queued" || state === "loading")) return;
      this.#look();
      await sleep(50, signal);
    }
  }

  /** Removes loads that nothing will ask any more. */
  async removeUnused(packageId: string): Promise<void> {
    const { core, content } = this.#parts;
    const unused = await unusedLoads(core, content, packageId);
    for (const row of unused) await this.#remove(row);
    if (unused.length > 0) this.#parts.changed();
  }

  /** Removes every load of a package that is about to go. */
  async removeAll(packageId: string): Promise<void> {
    for (const row of await loadsOf(this.#parts.core.store, packageId)) await this.#remove(row);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort(new Error("the server stops"));
    await this.#looking;
    await Promise.all(this.#running);
  }

  async #remove({ id, file }: DataLoadsTable): Promise<void> {
    await this.#parts.core.store.deleteFrom("data_loads").where("id", "=", id).execute();
    if (file !== "") await rm(join(this.#parts.directory, file), { force: true });
  }

  /** Looks for loads to do, one look at a time. */
  #look(): void {
    if (this.#stop.signal.aborted || this.#looking !== undefined) return;
    this.#looking = this.#claim()
      .catch(() => undefined)
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #claim(): Promise<void> {
    const { core, content } = this.#parts;
    const { store, clock, limits } = core;
    for (const { row, request } of await dueLoads(core, content)) {
      await queueLoad(store, clock, row, request);
    }
    const room = limits.dataLoadsMax - this.#running.size;
    if (room <= 0) return;
    const silentMs = clock.now() - limits.dataLoadSilenceMs;
    const rows = await store
      .selectFrom("data_loads")
      .selectAll()
      .where((where) =>
        where.or([
          where("state", "=", "queued"),
          where.and([where("state", "=", "loading"), where("heartbeat_ms", "<", silentMs)]),
        ]),
      )
      .orderBy("queued_ms")
      .limit(room)
      .execute();
    for (const row of rows) {
      if (this.#stop.signal.aborted || this.#claimed.has(row.id)) continue;
      const taken = await claimLoad(
        store,
        row.id,
        this.#holder,
        clock.now(),
        limits.dataLoadSilenceMs,
      );
      if (!taken) continue;
      this.#claimed.add(row.id);
      const done: Promise<void> = this.#run(row)
        .catch(() => undefined)
        .finally(() => {
          this.#running.delete(done);
          this.#claimed.delete(row.id);
          this.#look();
        });
      this.#running.add(done);
    }
  }

  async #run(row: DataLoadsTable): Promise<void> {
    const { core, content: contents, directory, load, outside } = this.#parts;
    const content = await contents.of(row.package_id, row.version);
    const dataModel = content.dataModels.get(row.data_model);
    // The draft has moved on; whoever needs its data asks for it anew.
    if (dataModel === undefined || loadContent(content, dataModel) !== row.content) {
      return await this.#remove(row);
    }
    const file = `${row.id}-${randomUUID().slice(0, 8)}.duckdb`;
    let words = "";
    const beat = setInterval(() => void this.#beat(row.id, words), heartbeatMs);
    beat.unref();
    try {
      const result = await runLoad(core, load, outside, {
        content,
        dataModel,
        file: join(directory, file),
        signal: this.#stop.signal,
        onProgress: (said) => {
          words = said;
        },
      });
      const findings = result.findings.map((finding) => aboutFile(dataModel.file.path, finding));
      await this.#end(row, result, file, findings);
    } catch (thrown) {
      if (this.#stop.signal.aborted) return await this.#giveBack(row.id);
      const findings = [failure(dataModel, thrown)];
      await this.#end(row, { ok: false, findings: [] }, file, findings);
    } finally {
      clearInterval(beat);
    }
  }

  async #beat(id: string, progress: string): Promise<void> {
    const { store, clock } = this.#parts.core;
    await store
      .updateTable("data_loads")
      .set({ heartbeat_ms: clock.now(), progress })
      .where("id", "=", id)
      .where("holder", "=", this.#holder)
      .where("state", "=", "loading")
      .execute();
  }

  /** The switch: from this row on, what was loaded answers. */
  async #end(
    row: DataLoadsTable,
    result: LoadResult,
    file: string,
    findings: readonly PackageFinding[],
  ): Promise<void> {
    const { core, changed, onReady } = this.#parts;
    const { numUpdatedRows } = await core.store
      .updateTable("data_loads")
      .set({
        state: result.ok ? "ready" : "failed",
        file: result.ok ? file : "",
        progress: "",
        row_counts: JSON.stringify(result.ok ? Object.fromEntries(result.rowCounts) : {}),
        findings: JSON.stringify(findings),
        ended_ms: core.clock.now(),
      })
      .where("id", "=", row.id)
      .where("holder", "=", this.#holder)
      .where("state", "=", "loading")
      .executeTakeFirst();
    if (!result.ok || numUpdatedRows === 0n) {
      await rm(this.pathOf({ file }), { force: true });
    }
    changed();
    if (!result.ok || numUpdatedRows === 0n) return;
    await onReady(row.package_id);
    await this.removeUnused(row.package_id);
  }

  async #giveBack(id: string): Promise<void> {
    await this.#parts.core.store
      .updateTable("data_loads")
      .set({ state: "queued", holder: "", progress: "" })
      .where("id", "=", id)
      .where("holder", "=", this.#holder)
      .execute();
  }
}

/** Why a load ended without a result, without a word that only the machine understands. */
function failure(dataModel: WrittenDataModel, thrown: unknown): PackageFinding {
  const known = thrown instanceof Refusal ? thrown : undefined;
  return {
    code: known?.code ?? "load-failed",
    severity: "error",
    file: dataModel.file.path,
    place: {},
    error: known?.message ?? "The data could not be loaded.",
    reason: known?.reason ?? `Loading ended with: ${asError(thrown).message.slice(0, 500)}`,
    resolution: known?.resolution ?? "Check the files and the data model, then refresh.",
  };
}
