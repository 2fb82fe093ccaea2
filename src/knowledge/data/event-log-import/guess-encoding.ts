import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { throwIfAborted } from "../../../base/abort.ts";

/** UTF-8 when the whole file is; else what the bytes at its beginning say, or Windows-1252. */
export async function guessEncoding(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly encoding: string; readonly why: string }> {
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const content = path.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  source.on("error", (error) => content.destroy(error));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  try {
    for await (const piece of content) {
      throwIfAborted(signal);
      const bytes: Uint8Array = piece;
      const marked = isFirst ? markOf(bytes) : undefined;
      isFirst = false;
      if (marked !== undefined) return marked;
      if (!isText(decoder, bytes)) {
        return { encoding: "windows-1252", why: "Some of its bytes are no UTF-8." };
      }
    }
    return { encoding: "utf-8", why: "All of its bytes are UTF-8." };
  } finally {
    content.destroy();
    source.destroy();
  }
}

function markOf(bytes: Uint8Array) {
  const zeros = bytes.subarray(0, 200).filter((byte) => byte === 0).length;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { encoding: "utf-16le", why: "It begins with the mark of UTF-16." };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { encoding: "utf-16be", why: "It begins with the mark of UTF-16." };
  }
  if (zeros < 50) return undefined;
  return bytes[0] === 0
    ? { encoding: "utf-16be", why: "Every other byte is empty." }
    : { encoding: "utf-16le", why: "Every other byte is empty." };
}

function isText(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
