import type { DuckDBAppender, DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { asError, throwIfAborted } from "../../../base/abort.ts";
import { interruptOn } from "../../warehouse/duckdb-connection.ts";
import { appendRows } from "../../warehouse/duckdb-cells.ts";
import { createDuckDb } from "../../warehouse/duckdb-warehouse.ts";
import type { Cell } from "../../warehouse/warehouse.ts";
import type { DataLimits } from "../source-readers.ts";
import { loadTooLarge } from "./load-refusals.ts";
import { pathLiteral } from "./sql-text.ts";

export interface WorkspaceOptions {
  /** Does not exist yet; everything is put in it, and it goes with everything. */
  readonly folder: string;
  readonly limits: DataLimits;
  readonly signal: AbortSignal;
}

/**
 * A DuckDB that is being filled: `main` becomes the loaded file, `staging` holds rows as they were read and goes away.
 */
export class LoadWorkspace implements AsyncDisposable {
  readonly folder: string;
  readonly limits: DataLimits;
  /** Aborted with the load, and when it takes too much room on disk. */
  readonly signal: AbortSignal;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #watch: NodeJS.Timeout;
  #names = 0;
  #open = true;

  static async create({ folder, limits, signal }: WorkspaceOptions): Promise<LoadWorkspace> {
    throwIfAborted(signal);
    await mkdir(folder, { recursive: true });
    try {
      const instance = await createDuckDb(join(folder, dataName), {
        tempDirectory: folder,
        limits,
      });
      const connection = await instance.connect();
      await connection.run("SET TimeZone = 'UTC'");
      await connection.run(`ATTACH ${pathLiteral(join(folder, "staging.duckdb"))} AS staging`);
      return new LoadWorkspace(folder, limits, signal, instance, connection);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(
    folder: string,
    limits: DataLimits,
    signal: AbortSignal,
    instance: DuckDBInstance,
    connection: DuckDBConnection,
  ) {
    this.folder = folder;
    this.limits = limits;
    this.#instance = instance;
    this.#connection = connection;
    const full = new AbortController();
    this.signal = AbortSignal.any([signal, full.signal]);
    this.#watch = setInterval(() => void this.#watchRoom(full), watchIntervalMs);
    this.#watch.unref();
  }

  /** A name for a staged table, as SQL has it. */
  newStaged(): string {
    return `staging.main.t${++this.#names}`;
  }

  /** A path in the folder for a file that goes with it. */
  newPath(ending: string): string {
    return join(this.folder, `f${++this.#names}${ending}`);
  }

  async run(sql: string): Promise<void> {
    await this.#guarded(() => this.#connection.run(sql));
  }

  async read(sql: string): Promise<readonly (readonly Cell[])[]> {
    return this.#guarded(async () => {
      const result = await this.#connection.run(sql);
      const rows: Cell[][] = [];
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return rows;
        appendRows(chunk, rows);
      }
    });
  }

  async readNumber(sql: string): Promise<number> {
    return Number((await this.read(sql))[0]?.[0] ?? 0);
  }

  /** For a staged table. */
  appender(staged: string): Promise<DuckDBAppender> {
    const name = staged.split(".").at(-1) ?? "";
    return this.#connection.createAppender(name, "main", "staging");
  }

  /** What is there now; files come and go meanwhile. */
  async bytesOnDisk(): Promise<number> {
    let bytes = 0;
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      bytes += await stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      );
    }
    return bytes;
  }

  /** Makes what was loaded a file that lasts, at once and whole. */
  async publish(file: string): Promise<void> {
    await this.run("DETACH staging");
    await this.run("CHECKPOINT");
    this.#close();
    throwIfAborted(this.signal);
    const made = join(this.folder, dataName);
    await synced(made);
    await rename(made, file);
    await synced(dirname(file));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #watchRoom(full: AbortController): Promise<void> {
    const { dataLoadBytesMax } = this.limits;
    if ((await this.bytesOnDisk()) > dataLoadBytesMax) full.abort(loadTooLarge(dataLoadBytesMax));
  }

  #close(): void {
    clearInterval(this.#watch);
    if (!this.#open) return;
    this.#open = false;
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    throwIfAborted(this.signal);
    const uninterrupt = interruptOn(this.signal, this.#connection);
    try {
      return await work();
    } catch (error) {
      throwIfAborted(this.signal);
      throw asError(error);
    } finally {
      uninterrupt();
    }
  }
}

const dataName = "data.duckdb";
const watchIntervalMs = 500;

async function synced(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
