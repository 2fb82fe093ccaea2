import { Refusal } from "../../base/errors.ts";
import { printJson } from "../../base/json.ts";
import type { Limits } from "../../base/limits.ts";
import { decodeUtf8 } from "../../base/utf8.ts";
import type { Control } from "../../control/control.ts";
import type { ToolCaller } from "../tool-call.ts";
import { listResources } from "./list-resources.ts";
import { readResourceUri, resourceUri } from "./resource-uri.ts";
import type { ResourceContents, Resources, ResourceTemplate } from "./resources.ts";

const templates: readonly ResourceTemplate[] = [
  {
    uriTemplate: "pipeline:///{+pipeline_path}",
    name: "pipeline",
    title: "Pipeline",
    description: "The newest SLP of a stored pipeline; the path is org/project/name.",
    mimeType: "application/json",
  },
  {
    uriTemplate: "sldb:///{+file_path}",
    name: "sldb",
    title: "SLDB file",
    description: "The content of a file; the path is org/project/name.",
  },
  {
    uriTemplate: "run:///{ruuid}",
    name: "run",
    title: "Run",
    description: "State, counts, errors and first documents of a run.",
    mimeType: "application/json",
  },
];

export function createResources(control: Control, limits: Limits): Resources {
  return {
    templates,
    list: (caller, cursor) => listResources(control, caller, cursor),
    read: (caller, uri, signal) => orNothing(() => read({ control, limits, caller, signal }, uri)),
    exists: async (caller, uri) =>
      (await orNothing(() => look(control, caller, uri))) !== undefined,
    watch: (watcher) =>
      control.changes.watch(({ kind, name, listChanged }) =>
        watcher({ uri: resourceUri(kind, name), listChanged }),
      ),
  };
}

interface Reading {
  readonly control: Control;
  readonly limits: Limits;
  readonly caller: ToolCaller;
  readonly signal: AbortSignal;
}

async function read(reading: Reading, uri: string): Promise<ResourceContents | undefined> {
  const { control, caller } = reading;
  const named = readResourceUri(uri);
  if (named === undefined) return undefined;
  if (named.kind === "file") return await readFile(reading, uri, named.path);
  const text =
    named.kind === "run"
      ? printJson(await control.runs.get(caller, named.ruuid))
      : (await control.pipelines.content(caller, { path: named.path })).slp;
  return { uri, mimeType: "application/json", text };
}

async function readFile(
  { control, limits, caller, signal }: Reading,
  uri: string,
  path: string,
): Promise<ResourceContents> {
  const target = fileTarget(path);
  const { file, content } = await control.files.open(caller, target);
  if (file.size > limits.downloadBytesMax) throw tooLarge(file.path, file.size, limits);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    signal.throwIfAborted();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const text = decodeUtf8(bytes);
  const mimeType = file.contentType;
  return text === undefined
    ? { uri, mimeType, blob: bytes.toString("base64") }
    : { uri, mimeType, text };
}

async function look(control: Control, caller: ToolCaller, uri: string): Promise<unknown> {
  const named = readResourceUri(uri);
  if (named === undefined) return undefined;
  if (named.kind === "run") return await control.runs.get(caller, named.ruuid);
  if (named.kind === "file") return await control.files.stat(caller, fileTarget(named.path));
  return await control.pipelines.get(caller, { path: named.path });
}

function fileTarget(path: string) {
  const [org, ...names] = path.slice(1).split("/");
  const name = names.pop() ?? "";
  return { org, projectPath: names.join("/"), name };
}

/** What may not be read is as what is not there. */
async function orNothing<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code !== "too-large") return undefined;
    throw thrown;
  }
}

function tooLarge(path: string, size: number, limits: Limits): Refusal {
  return new Refusal(
    "too-large",
    `${path} is too large to be read at once`,
    `It has ${size} bytes; a resource may have ${limits.downloadBytesMax} (downloadBytesMax).`,
    "Use the tool download_sldb_file with offset and max_bytes.",
  );
}
