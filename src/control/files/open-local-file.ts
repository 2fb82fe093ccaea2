import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { contentTypeOf } from "../../base/content-type.ts";
import type { OpenFile } from "../../engine/file-access.ts";

/** Bytes of one read. Larger chunks read no faster here and live longer. */
const readBytes = 256 * 1024;

/** Opens a file of the machine that a pipeline calls `path`; undefined when there is none. */
export async function openLocalFile(
  path: string,
  local: string,
  signal: AbortSignal,
): Promise<OpenFile | undefined> {
  const info = await stat(local).catch(() => undefined);
  if (info?.isFile() !== true) return undefined;
  return {
    header: {
      "content-location": path,
      "content-type": contentTypeOf(local),
      "content-length": info.size,
      "last-modified": info.mtime.toUTCString(),
    },
    content: createReadStream(local, { highWaterMark: readBytes, signal }),
  };
}
