import { openCallWindows } from "../../store/sqlite/sqlite-call-windows.ts";
import type { Core } from "../core.ts";
import type { DataDirectory } from "../data-directory.ts";
import { RowGeneration } from "../oauth/row-generation.ts";
import type { Pipelines } from "../pipelines/pipelines.ts";
import type { Runs } from "../runs/runs.ts";
import type { Assets } from "./assets.ts";
import type { AssetsRuntime } from "./assets-runtime.ts";
import { createAssets } from "./create-assets.ts";
import { createPackages } from "./create-packages.ts";
import { deployPending, deployWhenLoaded } from "./deploy.ts";
import { KnowledgeBases } from "./knowledge-bases.ts";
import type { KnowledgeEngine } from "./knowledge-engine.ts";
import { lintPackage } from "./lint-package.ts";
import { DataLoads } from "./loads/data-loads.ts";
import type { OutsideReaders } from "./loads/run-load.ts";
import { PackageContents } from "./package-contents.ts";
import type { Packages } from "./packages.ts";

export interface AssetParts {
  readonly core: Core;
  readonly directory: Pick<DataDirectory, "loadsPath" | "callsPath" | "spillPath">;
  readonly engine: KnowledgeEngine;
  readonly outside: OutsideReaders;
  readonly pipelines: Pick<Pipelines, "get">;
  readonly runs: Pick<Runs, "execute">;
}

export interface AssetServices extends AsyncDisposable {
  readonly assets: Assets;
  readonly packages: Packages;
  /** Mends what a killed process left. Only while no other process is there. */
  readonly recover: () => Promise<void>;
}

/** Packages and assets on the data directory; disposal ends loads and closes data. */
export function openAssets(parts: AssetParts): AssetServices {
  const { core, directory, engine, outside, pipelines, runs } = parts;
  const { store, clock, limits } = core;
  const rows = new RowGeneration(store, clock, limits);
  const changed = (): void => rows.changed();
  const content = new PackageContents(core);
  const loads = new DataLoads({
    core,
    content,
    directory: directory.loadsPath,
    load: engine.load,
    outside,
    changed,
    onReady: (packageId) => deployWhenLoaded(runtime, packageId),
  });
  const bases = new KnowledgeBases({ engine, loads, clock, limits, closed: changed });
  const windows = openCallWindows(directory.callsPath);
  const missing = loads.missing.bind(loads);
  const runtime: AssetsRuntime = {
    ...core,
    content,
    loads,
    lint: (packageId, of) => lintPackage({ engine, bases, missing }, packageId, of),
    windows,
    scratchDirectory: directory.spillPath,
    changed,
    bases,
    readExcel: outside.readExcel,
    runs,
    rows,
  };
  return {
    assets: createAssets(runtime),
    packages: createPackages(runtime, pipelines),
    async recover() {
      await loads.recover();
      await deployPending(runtime);
    },
    async [Symbol.asyncDispose]() {
      await loads[Symbol.asyncDispose]();
      await bases[Symbol.asyncDispose]();
      await windows[Symbol.asyncDispose]();
    },
  };
}
