import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import { asError } from "../../../base/abort.ts";

/** A file that goes into an archive. */
export interface ZipSource {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** The same bytes come out wherever and whenever the archive is made when there is none: the year 1980. */
  readonly modified?: Date;
}

/** Packs files one after the other, in the pace of whoever reads. What a content throws ends the archive. */
export async function* writeZip(sources: AsyncIterable<ZipSource>): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  let current: Readable | undefined;
  const feed = async (): Promise<void> => {
    for await (const source of sources) {
      current = Readable.from(source.content);
      zip.addReadStream(current, source.name, timeOf(source));
      await finished(current);
    }
    zip.end();
  };
  zip.on("error", (error) => output.destroy(asError(error)));
  feed().catch((failure: unknown) => output.destroy(asError(failure)));
  try {
    yield* output;
  } finally {
    current?.destroy();
  }
}

/** Times in an archive are those of a clock on the wall, so the fixed one is made of the fields of that clock. */
function timeOf({ modified }: ZipSource): { mtime: Date; forceDosTimestamp: boolean } {
  return modified === undefined
    ? { mtime: new Date(1980, 0, 1), forceDosTimestamp: true }
    : { mtime: modified, forceDosTimestamp: false };
}
