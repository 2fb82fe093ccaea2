import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultLimits } from "../../base/limits.ts";
import type { Cell } from "../warehouse/warehouse.ts";
import type { DataFinding } from "./data-finding.ts";
import type { ForeignKey } from "./data-schema.ts";
import { loadData } from "./load/load-data.ts";
import type { LoadOrder, LoadResult } from "./load/load-order.ts";
import type { DataModel } from "./model/data-model.ts";
import { readDataModel } from "./model/read-data-model.ts";
import { openLoadedData } from "./open-loaded-data.ts";
import type { DataLimits, SourceReaders } from "./source-readers.ts";

/** A folder with the files of a package, for tests. */
export class PackageForTests implements AsyncDisposable {
  readonly folder: string;

  static async create(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    const made = new PackageForTests(await mkdtemp(join(tmpdir(), "slipway-data-")));
    for (const [name, content] of Object.entries(files)) await made.write(name, content);
    return made;
  }

  private constructor(folder: string) {
    this.folder = folder;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(this.path(name), content);
  }

  files(): Promise<readonly string[]> {
    return readdir(this.folder).then((names) => names.toSorted());
  }

  /** The model with its data in `data.duckdb`. */
  load(model: string | DataModel, more: LoadMore = {}): Promise<LoadResult> {
    return loadData(typeof model === "string" ? modelOf(model) : model, {
      file: this.path("data.duckdb"),
      readers: { resolve: (path) => this.path(path), ...more.readers },
      limits: { ...defaultLimits, ...more.limits },
      clock: { now: () => 1_700_000_000_000 },
      signal: more.signal ?? new AbortController().signal,
      ...(more.onProgress === undefined ? {} : { onProgress: more.onProgress }),
    });
  }

  /** Loads, and reads what came of it. */
  async loaded(model: string | DataModel, more: LoadMore = {}): Promise<LoadedForTests> {
    const read = typeof model === "string" ? modelOf(model) : model;
    const result = await this.load(read, more);
    assert.ok(result.ok, JSON.stringify(result));
    await using data = await openLoadedData(this.path("data.duckdb"), read, {
      tempDirectory: this.folder,
      limits: defaultLimits,
    });
    assert.deepEqual(data.rowCounts, result.rowCounts);
    assert.deepEqual(data.findings, result.findings);
    assert.equal(data.loadedMs, 1_700_000_000_000);
    const tables = new Map<string, LoadedTable>();
    for (const [name, table] of data.schema.tables) {
      const text = `SELECT * FROM ${data.warehouse.dialect.identifier(name)}`;
      const { rows } = await data.warehouse.query(
        { text, values: [] },
        new AbortController().signal,
      );
      tables.set(name, { columns: Object.fromEntries(table.columns), rows });
    }
    return { tables, foreignKeys: data.schema.foreignKeys, findings: result.findings };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

export interface LoadMore {
  readonly readers?: Partial<SourceReaders>;
  readonly limits?: Partial<DataLimits>;
  readonly signal?: AbortSignal;
  readonly onProgress?: NonNullable<LoadOrder["onProgress"]>;
}

export interface LoadedForTests {
  readonly tables: ReadonlyMap<string, LoadedTable>;
  readonly foreignKeys: readonly ForeignKey[];
  readonly findings: readonly DataFinding[];
}

export interface LoadedTable {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly Cell[])[];
}

export function modelOf(text: string): DataModel {
  const result = readDataModel({ path: "model.yaml", text }, defaultLimits);
  assert.ok(result.ok, JSON.stringify(result));
  return result.model;
}
