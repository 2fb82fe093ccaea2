import { createGunzip, createInflate, createInflateRaw, type Gunzip } from "node:zlib";
import { asError, throwIfAborted } from "../../../base/abort.ts";
import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { peek } from "../binary/peek.ts";
import { unpackBudget } from "../zip/unpack-budget.ts";
import type { CompressionScheme } from "./scheme.ts";
import { throughStream } from "./through-stream.ts";

export interface DecompressOptions {
  readonly scheme: CompressionScheme;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/**
 * Looks at the first bytes, so that content of another kind fails here, and hands out what it unpacks to. What is wrong
 * further on, or too large, is thrown while that is read.
 */
export async function decompress(
  content: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const peeked = await peek(content, (bytes) => bytes.length >= 2);
  const [first = 0, second = 0] = peeked.head;
  const isGzip = first === 0x1f && second === 0x8b;
  if (peeked.head.length < 2 || isGzip !== (options.scheme === "GZIP")) {
    await peeked.content[Symbol.asyncIterator]().return?.();
    throw otherContent(options.scheme, peeked.head);
  }
  return unpack(peeked.content, decoderFor(options.scheme, first, second), options);
}

/** Deflate comes with the two bytes that zlib writes before it, or bare. */
function decoderFor(scheme: CompressionScheme, first: number, second: number): Gunzip {
  if (scheme === "GZIP") return createGunzip();
  const hasHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return hasHeader ? createInflate() : createInflateRaw();
}

async function* unpack(
  content: AsyncIterable<Uint8Array>,
  decoder: Gunzip,
  { scheme, limits, signal }: DecompressOptions,
): AsyncIterable<Uint8Array> {
  const budget = unpackBudget(0, limits, "The compressed content");
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of content) {
      budget.packed(chunk.length);
      yield chunk;
    }
  }
  try {
    for await (const chunk of throughStream(counted(), decoder)) {
      throwIfAborted(signal);
      budget.take(chunk.length);
      yield chunk;
    }
  } catch (failure) {
    throw isZlibFailure(failure) ? broken(scheme, failure) : failure;
  }
}

function isZlibFailure(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && String(failure.code).startsWith("Z_");
}

function otherContent(scheme: CompressionScheme, head: Uint8Array): SnapFailure {
  const found =
    head.length < 2
      ? "too little to be any"
      : `content that begins with the bytes ${Buffer.from(head.subarray(0, 4)).toString("hex")}`;
  return new SnapFailure(
    `The content is not compressed with ${scheme}`,
    `Expected ${scheme === "GZIP" ? "a gzip file" : "deflated bytes"}; found ${found}.`,
    "Check `compressionScheme` against how the content was compressed. For a ZIP archive, use ZipFile Read.",
  );
}

function broken(scheme: CompressionScheme, failure: unknown): SnapFailure {
  return new SnapFailure(
    `The content compressed with ${scheme} cannot be read`,
    `Expected it whole; found: ${asError(failure).message}.`,
    "Check that the content was not cut short or changed on its way.",
  );
}
