import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { Refusal } from "../../base/errors.ts";
import type {
  EventLogImport,
  EventLogOptions,
} from "../../knowledge/data/event-log-import/event-log-import.ts";
import { importEventLog } from "../../knowledge/data/event-log-import/import-event-log.ts";
import { printDataModel } from "../../knowledge/data/model/print-data-model.ts";
import { modelOfData } from "../../knowledge/model/auto/model-of-data.ts";
import type { PackagesTable } from "../../store/packages-table.ts";
import type { Caller } from "../caller.ts";
import { listed } from "../words.ts";
import { plainToolKinds } from "./asset-definition.ts";
import type { AssetsRuntime } from "./assets-runtime.ts";
import { aboutFile } from "./loads/run-load.ts";
import { draftVersion, fileAt, noSuchPackageFile } from "./package-rows.ts";
import type { EventLogOrder, GuessedEventLog } from "./packages.ts";
import { scratchSpace } from "./scratch-space.ts";
import { writeDraftFile } from "./write-draft.ts";

/** Guesses what a file of the draft with an event log is, writes the data model for it and begins to load it. */
export async function guessEventLog(
  runtime: AssetsRuntime,
  caller: Caller,
  row: PackagesTable,
  { file, options }: EventLogOrder,
  signal: AbortSignal,
): Promise<GuessedEventLog> {
  const { model, findings, guesses } = await lookAt(runtime, row, file, options, signal);
  const path = `data-models/${model.id}.yaml`;
  await write(runtime, caller, row, path, printDataModel(model), signal);
  const content = await runtime.content.of(row.id, draftVersion);
  await runtime.loads.request(row, content, draftVersion, "draft");
  return {
    dataModel: model.id,
    guesses,
    findings: findings.map((finding) => aboutFile(path, finding)),
  };
}

/** Writes a knowledge model over a data model that is loaded, and an asset with every tool that needs no settings. */
export async function writeAutoModel(
  runtime: AssetsRuntime,
  caller: Caller,
  row: PackagesTable,
  dataModel: string,
  signal: AbortSignal,
): Promise<void> {
  const content = await runtime.content.of(row.id, draftVersion);
  const written = content.dataModels.get(dataModel);
  if (written === undefined) throw noDataModel(row.key, dataModel, [...content.dataModels.keys()]);
  const data = await runtime.bases.data(row.id, content, written);
  if (data === undefined) throw notLoaded(dataModel);
  const key = `${dataModel}-km`;
  const displayName = written.model.displayName;
  const yaml = modelOfData({ key, displayName, dataModelId: dataModel, schema: data.schema });
  await write(runtime, caller, row, `knowledge-models/${dataModel}.yaml`, yaml, signal);
  const knowledgeModel = (await runtime.content.of(row.id, draftVersion)).knowledgeModels.keys();
  const process = data.schema.eventLogs.length > 0;
  const asset = {
    name: displayName,
    description: `${process ? "The process" : "The data"} ${displayName}, as it was loaded from ${sourcesOf(written.model.tables)}.`,
    knowledgeModel: [...knowledgeModel].find((one) => one === key) ?? key,
    tools: plainToolKinds.filter((kind) => process || !processTools.has(kind)),
  };
  await write(runtime, caller, row, `assets/${dataModel}.yaml`, stringify(asset), signal);
}

/** Tools that ask an event log. */
const processTools: ReadonlySet<string> = new Set([
  "get_variants",
  "get_process_graph",
  "get_throughput",
  "check_conformance",
]);

function sourcesOf(tables: EventLogImport["model"]["tables"]): string {
  const files = tables.flatMap(({ source }) =>
    source !== undefined && "file" in source ? [source.file] : [],
  );
  return [...new Set(files)].join(", ") || "its sources";
}

async function lookAt(
  runtime: AssetsRuntime,
  row: PackagesTable,
  file: string,
  options: EventLogOptions,
  signal: AbortSignal,
): Promise<EventLogImport> {
  const { store, blobs, limits, scratchDirectory, readExcel } = runtime;
  const stored = await fileAt(store, row.id, draftVersion, file);
  if (stored === undefined) throw await noSuchPackageFile(store, row, draftVersion, file);
  await using scratch = await scratchSpace(scratchDirectory, limits);
  const path = join(scratch.path, file);
  await mkdir(dirname(path), { recursive: true });
  await blobs.place(stored.sha256, path);
  const context = {
    limits,
    tempDirectory: scratch.path,
    signal,
    ...(readExcel === undefined ? {} : { readExcel }),
  };
  return await importEventLog({ file, path }, options, context);
}

async function write(
  runtime: AssetsRuntime,
  caller: Caller,
  row: PackagesTable,
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  await writeDraftFile(runtime, caller, row, { path, content: Buffer.from(text) }, signal);
}

function noDataModel(key: string, dataModel: string, known: readonly string[]): Refusal {
  return new Refusal(
    "not-found",
    `The draft of "${key}" has no data model ${JSON.stringify(dataModel.slice(0, 100))}.`,
    `Expected one of ${listed(known)}.`,
    "Add it to data-models/, or let one be made of an event log.",
  );
}

function notLoaded(dataModel: string): Refusal {
  return new Refusal(
    "conflict",
    `The data model "${dataModel}" is not loaded.`,
    "Expected its tables, since the knowledge model is made of them.",
    "Wait for the load, or look at why it failed: `slipway asset show`.",
  );
}
