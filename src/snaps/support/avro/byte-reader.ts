import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Reads what Avro writes out of the bytes of one block. Nothing is read beyond them. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw brokenAvro("more bytes", "the end of the block");
    this.#at++;
    return byte;
  }

  /** A whole number of up to 64 bits, in as many bytes as it needs; a `bigint` beyond 2^53. */
  long(): number | bigint {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    return this.#longFrom(BigInt(value));
  }

  #longFrom(low: bigint): number | bigint {
    let value = low;
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if (value >= 1n << 64n) break;
      const signed = (value >> 1n) ^ -(value & 1n);
      const number = Number(signed);
      return Number.isSafeInteger(number) ? number : signed;
    }
    throw brokenAvro("a number of at most 64 bits", "a longer one");
  }

  /** A number that counts or indexes something: from 0, below 2^53. */
  size(what: string): number {
    const size = this.long();
    if (typeof size === "bigint" || size < 0) throw brokenAvro(what, String(size));
    return size;
  }

  float(): number {
    return this.#bytes.readFloatLE(this.#skip(4));
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#skip(8));
  }

  /** A copy, so that a document does not keep its block. */
  bytes(length: number): Uint8Array {
    const at = this.#skip(length);
    return new Uint8Array(this.#bytes.subarray(at, at + length));
  }

  text(): string {
    const length = this.size("a length from 0");
    const at = this.#skip(length);
    return this.#bytes.toString("utf8", at, at + length);
  }

  #skip(length: number): number {
    if (length > this.left) throw brokenAvro(`${length} more bytes`, `${this.left}`);
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

export function brokenAvro(expected: string, found: string): SnapFailure {
  return new SnapFailure(
    "Cannot read the Avro data",
    `Expected ${expected}; found ${found}.`,
    "Check that the file is a whole Avro object container file (.avro), and was not changed on its way.",
  );
}
