import { open, rm, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch } from "../batch.ts";
import type { SpillFile, SpillSpace } from "../spill-space.ts";
import { decodeBatch, encodeBatch } from "./document-codec.ts";

/** Bytes read at once when a spill file is read back. */
const readBytes = 256 * 1024;
/** Each batch is preceded by its length. */
const lengthBytes = 4;

/** Spill files in a directory of the run's own. What they hold together is bounded by `limits.spillDiskBytesMax`. */
export function diskSpillSpace(
  directory: string,
  limits: Pick<Limits, "spillMemoryBytesMax" | "spillDiskBytesMax">,
): SpillSpace {
  let files = 0;
  let usedBytes = 0;
  const newPath = (): string => join(directory, `spill-${files++}`);
  const take = (bytes: number): void => {
    usedBytes += bytes;
    if (usedBytes > limits.spillDiskBytesMax) throw spilledTooMuch(limits.spillDiskBytesMax);
  };
  return {
    memoryBytesMax: limits.spillMemoryBytesMax,
    createFile: async () => {
      const path = newPath();
      return diskSpillFile(path, await open(path, "wx+", 0o600), take);
    },
    createScratch: async () => {
      const path = newPath();
      await writeFile(path, "", { flag: "wx", mode: 0o600 });
      return { path, dispose: () => rm(path, { force: true }) };
    },
  };
}

function diskSpillFile(path: string, handle: FileHandle, take: (bytes: number) => void): SpillFile {
  let sizeBytes = 0;
  let isOpen = true;
  return {
    append: async (batch) => {
      const bytes = encodeBatch(batch);
      const frame = Buffer.allocUnsafe(lengthBytes + bytes.length);
      frame.writeUInt32LE(bytes.length, 0);
      frame.set(bytes, lengthBytes);
      take(frame.length);
      await handle.write(frame, 0, frame.length, sizeBytes);
      sizeBytes += frame.length;
    },
    read: () => readFrames(handle, sizeBytes),
    remove: async () => {
      take(-sizeBytes);
      sizeBytes = 0;
      if (isOpen) await handle.close();
      isOpen = false;
      await rm(path, { force: true });
    },
  };
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
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    position += bytesRead;
    pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
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
