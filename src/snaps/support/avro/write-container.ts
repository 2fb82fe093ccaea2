import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import type { Limits } from "../../../base/limits.ts";
import type { Documents } from "../../../engine/batch.ts";
import type { SnapContext } from "../../../engine/snap-context.ts";
import type { AvroType } from "./avro-type.ts";
import { ByteWriter } from "./byte-writer.ts";
import { avroMagic, syncBytes } from "./read-container.ts";
import { writeAvroValue } from "./write-value.ts";

export interface WriteAvroOptions {
  /** The JSON of the schema, which stands in the file. */
  readonly schema: string;
  readonly type: AvroType;
  readonly codec: "null" | "deflate";
  readonly limits: Limits;
  readonly reject: SnapContext<unknown>["reject"];
}

/** Bytes of documents that are gathered before they become a block. */
const blockBytes = 64 * 1024;

/**
 * Writes an object container file while documents come. The marker between blocks is made of the schema, so that equal
 * documents give equal bytes.
 */
export async function* writeAvro(
  documents: Documents,
  options: WriteAvroOptions,
): AsyncIterable<Uint8Array> {
  const { schema, type, codec, limits, reject } = options;
  const sync = createHash("sha256").update(schema).digest().subarray(0, syncBytes);
  yield headerOf(schema, codec, sync);
  const block = new ByteWriter();
  let count = 0;
  for await (const batch of documents) {
    for (const document of batch) {
      try {
        writeAvroValue(type, document, block, limits);
        count++;
      } catch (failure) {
        reject(document, failure);
      }
      if (block.length < blockBytes) continue;
      yield blockOf(block, count, codec, sync);
      count = 0;
    }
  }
  if (count > 0) yield blockOf(block, count, codec, sync);
}

function headerOf(schema: string, codec: string, sync: Uint8Array): Uint8Array {
  const out = new ByteWriter();
  out.bytes(Buffer.from(avroMagic, "hex"));
  out.long(2);
  for (const text of ["avro.codec", codec, "avro.schema", schema]) out.text(text);
  out.long(0);
  out.bytes(sync);
  return out.take();
}

function blockOf(
  documents: ByteWriter,
  count: number,
  codec: WriteAvroOptions["codec"],
  sync: Uint8Array,
): Uint8Array {
  const plain = documents.take();
  const bytes = codec === "deflate" ? deflateRawSync(plain) : plain;
  const out = new ByteWriter();
  out.long(count);
  out.long(bytes.length);
  out.bytes(bytes);
  out.bytes(sync);
  return out.take();
}
