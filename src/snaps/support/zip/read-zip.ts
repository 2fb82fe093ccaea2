import type { Entry } from "yauzl";
import type { Binary } from "../../../engine/batch.ts";
import type { Document } from "../../../expr/value.ts";
import { openZipArchive, type ZipArchiveOptions } from "./zip-archive.ts";

/**
 * Reads the files of an archive, in its order. The archive is kept in a scratch file until the last content that was
 * handed out has been read.
 */
export async function* readZip(
  content: AsyncIterable<Uint8Array>,
  options: ZipArchiveOptions,
): AsyncIterable<Binary> {
  const archive = await openZipArchive(content, options);
  let unread = 0;
  let isListed = false;
  const release = async () => {
    if (isListed && unread === 0) await archive.dispose();
  };
  try {
    for await (const entry of archive.entries()) {
      if (entry.fileName.endsWith("/")) continue;
      unread++;
      yield {
        header: headerOf(entry),
        content: whenRead(archive.read(entry), async () => {
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

function headerOf(entry: Entry): Document {
  return {
    "content-location": entry.fileName,
    "content-length": entry.uncompressedSize,
    "last-modified": entry.getLastModDate({ timezone: "UTC" }).toISOString(),
  };
}
