import { throwIfAborted } from "../../../base/abort.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Content that is at hand already. */
export async function* contentOf(...chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
}

/** Collects content into one array, for what can only be had whole; refuses more than `bytesMax`. */
export async function readAll(
  content: AsyncIterable<Uint8Array>,
  bytesMax: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    throwIfAborted(signal);
    size += part.length;
    if (size > bytesMax) refuseSize(bytesMax);
    parts.push(part);
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

function refuseSize(bytesMax: number): never {
  throw new SnapFailure(
    "The content is too large for a document",
    `Expected at most ${bytesMax} bytes (binaryFieldBytesMax); found more.`,
    "Keep it binary, or split it before it becomes a field of a document.",
  );
}
