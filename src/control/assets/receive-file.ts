import { throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { BlobDraft, FinishedBlob } from "../../files/blob-store.ts";
import type { Core } from "../core.ts";
import { giveId, idIn } from "./give-id.ts";
import { checkPath, isText, type PackageFileKind } from "./package-path.ts";
import type { NewPackageFile } from "./packages.ts";

/** A file on its way into a draft: its bytes are on disk, and nobody sees them yet. */
export interface ArrivedFile {
  readonly path: string;
  readonly blob: BlobDraft;
  readonly finished: FinishedBlob;
  /** Of an asset, when it says so. */
  readonly assetId: string | undefined;
}

/** Takes the bytes of a file in. An asset without an id gets the one that was at its path before, or a new one. */
export async function receiveFile(
  core: Core,
  file: NewPackageFile,
  idBefore: (path: string) => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<ArrivedFile> {
  const { path } = file;
  const kind = checkPath(path);
  const { limits } = core;
  const blob = await core.blobs.draft();
  try {
    if (kind !== "asset") {
      for await (const chunk of chunksOf(file, kind, core, signal)) await blob.write(chunk);
      return { path, blob, finished: await blob.finish(), assetId: undefined };
    }
    const bytes = Buffer.concat(await Array.fromAsync(chunksOf(file, kind, core, signal)));
    const before = bytes.toString("utf8");
    const text = giveId({ path, text: before }, limits, await idBefore(path));
    await blob.write(text === before ? bytes : Buffer.from(text));
    return { path, blob, finished: await blob.finish(), assetId: idIn({ path, text }, limits) };
  } catch (failure) {
    await blob.discard();
    throw failure;
  }
}

async function* chunksOf(
  { path, content }: NewPackageFile,
  kind: PackageFileKind,
  { limits }: Core,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const limit = limitOf(kind);
  const most = limits[limit];
  let size = 0;
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    throwIfAborted(signal);
    size += chunk.byteLength;
    if (size > most) throw tooLarge(path, limit, most);
    yield chunk;
  }
  throwIfAborted(signal);
}

type BytesLimit = "yamlBytesMax" | "bpmnBytesMax" | "fileBytesMax";

function limitOf(kind: PackageFileKind): BytesLimit {
  if (kind === "conformance") return "bpmnBytesMax";
  return isText(kind) ? "yamlBytesMax" : "fileBytesMax";
}

const smaller: Readonly<Record<BytesLimit, string>> = {
  yamlBytesMax: "Split it into several files of the folder.",
  bpmnBytesMax: "Leave out the diagram (<bpmndi:BPMNDiagram>), or split the process.",
  fileBytesMax: "Compress it, store it as Parquet, or split it.",
};

function tooLarge(path: string, limit: BytesLimit, bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    `The file ${JSON.stringify(path)} is too large.`,
    `Expected at most ${bytesMax} bytes (limit \`${limit}\`); found more.`,
    smaller[limit],
  );
}
