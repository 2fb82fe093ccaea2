import { inflateRawSync } from "node:zlib";
import { asError } from "../../../base/abort.ts";
import type { Limits } from "../../../base/limits.ts";
import type { Batch } from "../../../engine/batch.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { isMap } from "../../../expr/operand.ts";
import type { Document } from "../../../expr/value.ts";
import { brokenAvro, ByteReader } from "./byte-reader.ts";
import { ByteStream } from "./byte-stream.ts";
import { parseAvroSchema } from "./parse-schema.ts";
import { avroReader, type ReadAvro } from "./read-value.ts";

/** What every file begins with. */
export const avroMagic = "4f626a01";
export const syncBytes = 16;

/** Reads an object container file, a block at a time: a header with the schema, then blocks of documents. */
export async function* readAvro(
  content: AsyncIterable<Uint8Array>,
  limits: Limits,
  signal: AbortSignal,
): AsyncIterable<Batch<Document>> {
  const stream = new ByteStream(content, signal);
  try {
    const header = await readHeader(stream, limits);
    const sync = await stream.take(syncBytes, "the sync marker of the header");
    const mark = Buffer.from(sync).toString("hex");
    const read = avroReader(parseAvroSchema(header.schema, limits.avroDepthMax), limits);
    const codec = codecOf(header.codec, limits);
    const bytesMax = limits.avroBlockBytesMax;
    while (!(await stream.isAtEnd())) {
      const count = await stream.size(
        Number.MAX_SAFE_INTEGER,
        "the number of documents of a block",
      );
      const size = await stream.size(bytesMax, "the bytes of a block (avroBlockBytesMax)");
      const block = codec(await stream.take(size, "a whole block"));
      yield* documentsOf(block, count, read, limits);
      const found = await stream.take(syncBytes, "the sync marker of a block");
      if (Buffer.from(found).toString("hex") !== mark) {
        throw brokenAvro("the sync marker of the header after a block", "other bytes");
      }
    }
  } finally {
    await stream.close();
  }
}

async function readHeader(
  stream: ByteStream,
  limits: Limits,
): Promise<{ readonly schema: string; readonly codec: string }> {
  const magic = Buffer.from(await stream.take(4, "an Avro file")).toString("hex");
  if (magic !== avroMagic) throw brokenAvro("an Avro file, which begins with Obj", magic);
  const values = new Map<string, string>();
  const bytesMax = limits.avroBlockBytesMax;
  const text = async (): Promise<string> => {
    const length = await stream.size(bytesMax, "a length in the header");
    return Buffer.from(await stream.take(length, "a whole header")).toString("utf8");
  };
  for (;;) {
    const count = await stream.size(1000, "a number of properties");
    if (count === 0) break;
    for (let left = count; left > 0; left--) {
      const key = await text();
      values.set(key, await text());
    }
  }
  const schema = values.get("avro.schema");
  if (schema === undefined) throw brokenAvro("`avro.schema` in the header", "none");
  return { schema, codec: values.get("avro.codec") ?? "null" };
}

function codecOf(name: string, limits: Limits): (block: Uint8Array) => Uint8Array {
  if (name === "null") return (block) => block;
  if (name === "deflate") return (block) => inflate(block, limits.avroBlockBytesMax);
  throw new SnapFailure(
    `The Avro codec "${name}" is not supported`,
    `Expected "null" or "deflate"; found ${JSON.stringify(name)}.`,
    "Write the file without compression, or with deflate.",
  );
}

function inflate(block: Uint8Array, maxOutputLength: number): Uint8Array {
  try {
    return inflateRawSync(block, { maxOutputLength });
  } catch (failure) {
    const isTooLarge = failure instanceof RangeError;
    throw brokenAvro(
      isTooLarge
        ? `at most ${maxOutputLength} bytes in a block (avroBlockBytesMax)`
        : "a block compressed with deflate",
      isTooLarge ? "more" : asError(failure).message,
    );
  }
}

function* documentsOf(
  block: Uint8Array,
  count: number,
  read: ReadAvro,
  limits: Limits,
): Iterable<Batch<Document>> {
  if (count > Math.max(block.length, limits.avroItemsMax)) {
    throw brokenAvro(
      `at most ${limits.avroItemsMax} documents that take no bytes (avroItemsMax)`,
      String(count),
    );
  }
  const reader = new ByteReader(block);
  let batch: Document[] = [];
  let failure: { readonly thrown: unknown } | undefined;
  try {
    for (let left = count; left > 0; left--) {
      const value = read(reader, { items: limits.avroItemsMax, depth: 0 });
      batch.push(isMap(value) ? value : { value });
      if (batch.length < limits.batchSizeMax) continue;
      yield batch;
      batch = [];
    }
    if (reader.left > 0) throw brokenAvro("the end of a block", `${reader.left} more bytes`);
  } catch (thrown) {
    failure = { thrown };
  }
  // What came before something wrong is handed over too.
  if (batch.length > 0) yield batch;
  if (failure !== undefined) throw failure.thrown;
}
