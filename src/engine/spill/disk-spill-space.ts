import { open, rm, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { assert, Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch } from "../batch.ts";
import type { SpillFile, SpillSpace } from "../spill-space.ts";
import { decodeBatch, encodeBatch } from "./document-codec.ts";

/** Bytes read at once when a spill file is read back. */
const readBytes = 256 * 1024;
/** Each batch is preceded by its length. */
const lengthBytes = 4;

/** The spill files of one run; `dispose` removes those that are left. */
export interface DiskSpillSpace extends SpillSpace {
  dispose(): Promise<void>;
}

/** Spill files in a directory of the run's own. What they hold together is bounded by `limits.spillDiskBytesMax`. */
export function diskSpillSpace(
  directory: string,
  limits: Pick<Limits, "spillMemoryBytesMax" | "spillDiskBytesMax">,
): DiskSpillSpace {
  let files = 0;
  let usedBytes = 0;
  const left = new Map<string, () => Promise<void>>();
  const newPath = (): string => join(directory, `spill-${files++}`);
  const reserve = (bytes: number): void => {
    if (usedBytes + bytes > limits.spillDiskBytesMax)
      throw spilledTooMuch(limits.spillDiskBytesMax);
    usedBytes += bytes;
  };
  return {
    memoryBytesMax: limits.spillMemoryBytesMax,
    createFile: async () => {
      const path = newPath();
      const handle = await onDisk(open(path, "wx+", 0o600));
      const file = diskSpillFile(path, handle, reserve, () => left.delete(path));
      left.set(path, () => file.remove());
      return file;
    },
    createScratch: async () => {
      const path = newPath();
      await onDisk(writeFile(path, "", { flag: "wx", mode: 0o600 }));
      const dispose = async (): Promise<void> => {
        left.delete(path);
        await rm(path, { force: true });
      };
      left.set(path, dispose);
      return { path, dispose };
    },
    dispose: async () => {
      await Promise.allSettled([...left.values()].map((remove) => remove()));
    },
  };
}

function diskSpillFile(
  path: string,
  handle: FileHandle,
  reserve: (bytes: number) => void,
  onRemove: () => void,
): SpillFile {
  let sizeBytes = 0;
  let isOpen = true;
  return {
    append: async (batch) => {
      const bytes = encodeBatch(batch);
      const frame = Buffer.allocUnsafe(lengthBytes + bytes.length);
      frame.writeUInt32LE(bytes.length, 0);
      frame.set(bytes, lengthBytes);
      reserve(frame.length);
      const position = sizeBytes;
      sizeBytes += frame.length;
      await onDisk(writeAll(handle, frame, position));
    },
    read: () => readFrames(handle, sizeBytes),
    remove: async () => {
      if (!isOpen) return;
      isOpen = false;
      onRemove();
      reserve(-sizeBytes);
      await handle.close();
      await rm(path, { force: true });
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const left = bytes.length - done;
    done += (await handle.write(bytes, done, left, position + done)).bytesWritten;
  }
}

async function* readFrames(handle: FileHandle, sizeBytes: number): AsyncIterable<Batch<Document>> {
  let pending: Buffer = Buffer.alloc(0);
  let position = 0;
  while (position < sizeBytes || pending.length > 0) {
    const frameBytes =
      pending.length < lengthBytes ? lengthBytes : lengthBytes + pending.readUInt32LE(0);
    if (pending.length >= frameBytes && frameBytes > lengthBytes) {
      yield decodeBatch(pending.subarray(lengthBytes, frameBytes));
      pending = pending.subarray(frameBytes);
      continue;
    }
    const chunk = Buffer.allocUnsafe(
      Math.min(Math.max(readBytes, frameBytes), sizeBytes - position),
    );
    const { bytesRead } = await onDisk(handle.read(chunk, 0, chunk.length, position));
    assert(bytesRead > 0, "a spill file has all that was written");
    position += bytesRead;
    pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
  }
}

/** A full or broken disk is not a defect of the Snap that spills. */
async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
    throw new Refusal(
      "limit-reached",
      "The disk for what does not fit in memory cannot be used",
      `The operating system answered ${code}.`,
      "Have the operator make room on the disk of the node, or mend it.",
    );
  }
}

function spilledTooMuch(bytesMax: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The run needs more disk for sorting, joining or grouping than it may use",
    `The limit spillDiskBytesMax is ${bytesMax} bytes.`,
    "Filter or aggregate earlier in the pipeline, or have the operator raise the limit.",
  );
}
