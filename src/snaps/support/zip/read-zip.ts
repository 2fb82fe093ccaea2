import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { asError, throwIfAborted } from "../../../base/abort.ts";
import type { Limits } from "../../../base/limits.ts";
import type { Binary } from "../../../engine/batch.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { SpillSpace } from "../../../engine/spill-space.ts";
import type { Document } from "../../../expr/value.ts";

export interface ReadZipOptions {
  readonly spill: SpillSpace;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Words for the archive, such as its path. */
  readonly name: string;
}

/** Below this size the ratio between archive and content says nothing. */
const ratioBytesMin = 1024 * 1024;

/**
 * Reads the files of an archive, in its order. The directory of a ZIP stands at its end, so the archive is kept in a
 * scratch file until the last content that was handed out has been read. Names are data: nothing is written under them.
 */
export async function* readZip(
  archive: AsyncIterable<Uint8Array>,
  options: ReadZipOptions,
): AsyncIterable<Binary> {
  const scratch = await options.spill.createScratch();
  let zip: ZipFile | undefined;
  let unread = 0;
  let isListed = false;
  const release = async () => {
    if (!isListed || unread > 0) return;
    zip?.close();
    await scratch.dispose();
  };
  try {
    await pipeline(archive, createWriteStream(scratch.path), { signal: options.signal });
    zip = await openZip(scratch.path, options);
    const budget = unpackBudget(zip, options);
    let entries = 0;
    for await (const entry of entriesOf(zip, options)) {
      if (++entries > options.limits.archiveEntriesMax) refuseEntries(options);
      if (entry.fileName.endsWith("/")) continue;
      unread++;
      const content = contentOfEntry(zip, entry, options, budget);
      yield {
        header: headerOf(entry),
        content: whenRead(content, async () => {
          unread--;
          await release();
        }),
      };
    }
  } finally {
    isListed = true;
    await release();
  }
}

async function* whenRead(
  content: AsyncIterable<Uint8Array>,
  after: () => Promise<void>,
): AsyncIterable<Uint8Array> {
  try {
    yield* content;
  } finally {
    await after();
  }
}

async function openZip(path: string, options: ReadZipOptions): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: false });
  } catch (failure) {
    throw unreadable(failure, options);
  }
}

async function* entriesOf(zip: ZipFile, options: ReadZipOptions): AsyncIterable<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (failure) {
    throw unreadable(failure, options);
  }
}

/** Unpacks an entry; what the whole archive unpacks to counts against one budget. */
async function* contentOfEntry(
  zip: ZipFile,
  entry: Entry,
  options: ReadZipOptions,
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

interface UnpackBudget {
  take(bytes: number): void;
}

function unpackBudget(zip: ZipFile, { limits, name }: ReadZipOptions): UnpackBudget {
  const ratioBytesMax = Math.max(zip.fileSize * limits.archiveRatioMax, ratioBytesMin);
  let unpacked = 0;
  return {
    take: (bytes) => {
      unpacked += bytes;
      if (unpacked > limits.archiveBytesMax) {
        refuse(name, `at most ${limits.archiveBytesMax} bytes of content (archiveBytesMax)`);
      }
      if (unpacked > ratioBytesMax) {
        refuse(
          name,
          `content at most ${limits.archiveRatioMax} times the archive (archiveRatioMax)`,
        );
      }
    },
  };
}

function headerOf(entry: Entry): Document {
  return {
    "content-location": entry.fileName,
    "content-length": entry.uncompressedSize,
    "last-modified": entry.getLastModDate({ timezone: "UTC" }).toISOString(),
  };
}

function refuseEntries({ limits, name }: ReadZipOptions): never {
  return refuse(name, `at most ${limits.archiveEntriesMax} entries (archiveEntriesMax)`);
}

function refuse(name: string, expected: string): never {
  throw new SnapFailure(
    `The archive "${name}" is too large`,
    `Expected ${expected}; found more.`,
    "Split the archive, or have the operator raise the limit.",
  );
}

function refuseEncrypted(entry: Entry, { name }: ReadZipOptions): never {
  throw new SnapFailure(
    `The archive "${name}" is encrypted`,
    `Expected content without a password; "${entry.fileName}" needs one.`,
    "Pack the archive without a password.",
  );
}

function unreadable(failure: unknown, { name, signal }: ReadZipOptions): Error {
  if (signal.aborted) return asError(signal.reason);
  if (failure instanceof SnapFailure) return failure;
  return new SnapFailure(
    `The archive "${name}" cannot be read`,
    `Expected a ZIP archive; ${asError(failure).message}.`,
    "Check that the file is a whole ZIP archive.",
  );
}
