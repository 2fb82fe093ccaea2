import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { createZstdDecompress } from "node:zlib";
import type { Transform } from "node:stream";
import { asError, throwIfAborted } from "../../../base/abort.ts";
import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { peek } from "../binary/peek.ts";
import { throughStream } from "../compression/through-stream.ts";
import { unpackBudget } from "../zip/unpack-budget.ts";

/** What is said in `accept-encoding`. */
export const acceptedEncodings = "gzip, deflate, br";

/** The body without the encodings that `content-encoding` names, the last one first. */
export function decodeContent(
  body: AsyncIterable<Uint8Array>,
  encodings: string | undefined,
  limits: Limits,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const names = (encodings ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > 2) throw tooMany(names);
  let decoded = body;
  for (const name of names.toReversed()) decoded = unpacked(decoded, name, limits, signal);
  return decoded;
}

async function* unpacked(
  content: AsyncIterable<Uint8Array>,
  name: string,
  limits: Limits,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const budget = unpackBudget(0, limits, "The compressed answer");
  const { head, content: whole } = await peek(content, (bytes) => bytes.length >= 2);
  if (head.length === 0) return;
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of whole) {
      budget.packed(chunk.length);
      yield chunk;
    }
  }
  try {
    for await (const chunk of throughStream(counted(), decoderFor(name, head))) {
      throwIfAborted(signal);
      const bytes: Uint8Array = chunk;
      budget.take(bytes.length);
      yield bytes;
    }
  } catch (failure) {
    throw isBroken(failure) ? broken(name, asError(failure)) : failure;
  }
}

function decoderFor(name: string, head: Uint8Array): Transform {
  switch (name) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate": {
      const [first = 0, second = 0] = head;
      const hasHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
      return hasHeader ? createInflate() : createInflateRaw();
    }
    case "br":
      return createBrotliDecompress();
    case "zstd":
      return createZstdDecompress();
    default:
      throw new SnapFailure(
        `The answer is encoded with "${name}"`,
        `Expected ${acceptedEncodings} or zstd, or no encoding.`,
        "Set the header Accept-Encoding to `identity`.",
      );
  }
}

function isBroken(failure: unknown): boolean {
  if (!(failure instanceof Error) || !("code" in failure)) return false;
  return /^(Z_|ERR_|ZSTD)/.test(String(failure.code));
}

function broken(name: string, failure: Error): SnapFailure {
  return new SnapFailure(
    `The answer is not what its encoding "${name}" promises`,
    `Expected it whole; found: ${failure.message}.`,
    "Try again; if it stays, set the header Accept-Encoding to `identity`.",
  );
}

function tooMany(names: readonly string[]): SnapFailure {
  return new SnapFailure(
    "The answer is encoded too many times",
    `Expected at most 2 encodings; found ${names.join(", ")}.`,
    "Set the header Accept-Encoding to `identity`.",
  );
}
