import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { asError, throwIfAborted } from "../../../base/abort.ts";
import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { SpillSpace } from "../../../engine/spill-space.ts";
import { unpackBudget, type UnpackBudget } from "./unpack-budget.ts";

export interface ZipArchiveOptions {
  readonly spill: SpillSpace;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Words for the archive, such as its path. */
  readonly name: string;
}

/** A ZIP archive in a scratch file, since the directory of a ZIP stands at its end. */
export interface ZipArchive {
  /** In the order of the directory. */
  entries(): AsyncIterable<Entry>;
  /** Unpacks an entry; what the whole archive unpacks to counts against one budget. */
  read(entry: Entry): AsyncIterable<Uint8Array>;
  dispose(): Promise<void>;
}

/** Takes in an archive. Names in it are data: nothing is written under them. */
export async function openZipArchive(
  content: AsyncIterable<Uint8Array>,
  options: ZipArchiveOptions,
): Promise<ZipArchive> {
  const scratch = await options.spill.createScratch();
  try {
    await pipeline(content, createWriteStream(scratch.path), { signal: options.signal });
    const zip = await openZip(scratch.path, options);
    const budget = unpackBudget(zip.fileSize, options.limits, `The archive "${options.name}"`);
    return {
      entries: () => entriesOf(zip, options),
      read: (entry) => contentOfEntry(zip, entry, options, budget),
      dispose: async () => {
        zip.close();
        await scratch.dispose();
      },
    };
  } catch (failure) {
    await scratch.dispose();
    throw failure;
  }
}

async function openZip(path: string, options: ZipArchiveOptions): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: false });
  } catch (failure) {
    throw unreadable(failure, options);
  }
}

async function* entriesOf(zip: ZipFile, options: ZipArchiveOptions): AsyncIterable<Entry> {
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (++count > options.limits.archiveEntriesMax) refuseEntries(options);
      yield entry;
    }
  } catch (failure) {
    throw unreadable(failure, options);
  }
}

async function* contentOfEntry(
  zip: ZipFile,
  entry: Entry,
  options: ZipArchiveOptions,
  budget: UnpackBudget,
): AsyncIterable<Uint8Array> {
  if (entry.isEncrypted()) refuseEncrypted(entry, options);
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      throwIfAborted(options.signal);
      budget.take(chunk.length);
      yield chunk;
    }
  } catch (failure) {
    if (failure instanceof SnapFailure || options.signal.aborted) throw failure;
    throw unreadable(failure, options);
  }
}

function refuseEntries({ limits, name }: ZipArchiveOptions): never {
  throw new SnapFailure(
    `The archive "${name}" is too large`,
    `Expected at most ${limits.archiveEntriesMax} entries (archiveEntriesMax); found more.`,
    "Split the archive, or have the operator raise the limit.",
  );
}

function refuseEncrypted(entry: Entry, { name }: ZipArchiveOptions): never {
  throw new SnapFailure(
    `The archive "${name}" is encrypted`,
    `Expected content without a password; "${entry.fileName}" needs one.`,
    "Pack the archive without a password.",
  );
}

function unreadable(failure: unknown, { name, signal }: ZipArchiveOptions): Error {
  if (signal.aborted) return asError(signal.reason);
  if (failure instanceof SnapFailure) return failure;
  return new SnapFailure(
    `The archive "${name}" cannot be read`,
    `Expected a ZIP archive; ${asError(failure).message}.`,
    "Check that the file is a whole ZIP archive.",
  );
}
