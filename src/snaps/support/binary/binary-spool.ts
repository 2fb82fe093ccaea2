import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { throwIfAborted } from "../../../base/abort.ts";
import { Refusal } from "../../../base/errors.ts";
import type { Binary } from "../../../engine/batch.ts";
import type { ScratchFile, SpillSpace } from "../../../engine/spill-space.ts";

type Content = Binary["content"];

/** Keeps the bytes of binaries that are to be read more than once. */
export interface BinarySpool {
  /** Reads `content` to its end. Each of the `count` streams that come back can be read once and gives the same bytes. */
  copies(content: Content, count: number): Promise<readonly Content[]>;
}

export interface BinarySpoolOptions {
  readonly spill: SpillSpace;
  /** Bytes on disk at once; past them is a refusal that names `spillDiskBytesMax`. */
  readonly diskBytesMax: number;
  readonly signal: AbortSignal;
}

/** Bytes of one read from a scratch file. */
const readBytes = 256 * 1024;

/**
 * Holds binaries in memory as long as all that are not read yet fit into the share of memory, and otherwise in scratch
 * files. What was held is let go of when the last reader is done.
 */
export function binarySpool(options: BinarySpoolOptions): BinarySpool {
  const use = { memoryBytes: 0, diskBytes: 0 };
  return {
    copies: async (content, count) => {
      const kept = await keep(content, use, options);
      let readers = count;
      const release = async (): Promise<void> => {
        readers--;
        if (readers === 0) await kept.release();
      };
      if (count === 0) await kept.release();
      return Array.from({ length: count }, () => readOnce(kept, release));
    },
  };
}

interface Use {
  memoryBytes: number;
  diskBytes: number;
}

interface Kept {
  read(): Content;
  release(): Promise<void>;
}

async function* readOnce(kept: Kept, release: () => Promise<void>): Content {
  try {
    yield* kept.read();
  } finally {
    await release();
  }
}

async function keep(content: Content, use: Use, options: BinarySpoolOptions): Promise<Kept> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let file: FileDraft | undefined;
  try {
    for await (const chunk of content) {
      throwIfAborted(options.signal);
      if (file !== undefined) await file.append(chunk);
      else if (use.memoryBytes + chunk.length <= options.spill.memoryBytesMax) {
        chunks.push(chunk);
        bytes += chunk.length;
        use.memoryBytes += chunk.length;
      } else {
        file = await startFile(use, options);
        for (const held of chunks.splice(0)) await file.append(held);
        use.memoryBytes -= bytes;
        bytes = 0;
        await file.append(chunk);
      }
    }
    if (file !== undefined) return await file.finish();
  } catch (failure) {
    use.memoryBytes -= bytes;
    await file?.discard();
    throw failure;
  }
  return {
    // Each reader gets bytes of its own, which it may hand to another thread.
    async *read() {
      for (const chunk of chunks) yield Uint8Array.from(chunk);
    },
    release: async () => {
      use.memoryBytes -= bytes;
      chunks.length = 0;
    },
  };
}

interface FileDraft {
  append(chunk: Uint8Array): Promise<void>;
  finish(): Promise<Kept>;
  discard(): Promise<void>;
}

async function startFile(use: Use, options: BinarySpoolOptions): Promise<FileDraft> {
  const scratch = await options.spill.createScratch();
  const handle = await open(scratch.path, "r+");
  let bytes = 0;
  const release = async (): Promise<void> => {
    use.diskBytes -= bytes;
    bytes = 0;
    await scratch.dispose();
  };
  return {
    append: async (chunk) => {
      if (use.diskBytes + chunk.length > options.diskBytesMax) throw tooMuch(options.diskBytesMax);
      use.diskBytes += chunk.length;
      bytes += chunk.length;
      await writeAll(handle, chunk);
    },
    finish: async () => {
      await handle.close();
      return { read: () => readFile(scratch, options.signal), release };
    },
    discard: async () => {
      await handle.close().catch(() => undefined);
      await release();
    },
  };
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
  }
}

function readFile(scratch: ScratchFile, signal: AbortSignal): Content {
  return createReadStream(scratch.path, { highWaterMark: readBytes, signal });
}

function tooMuch(bytesMax: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The run needs more disk for binaries with several readers than it may use",
    `The limit spillDiskBytesMax is ${bytesMax} bytes.`,
    "Read the file once for each branch, or have the operator raise the limit.",
  );
}
