import { StringDecoder } from "node:string_decoder";
import { throwIfAborted } from "../../../base/abort.ts";
import type { Charset } from "./charset.ts";

/**
 * Decodes bytes as they come. A byte order mark is taken off, and decides when the charset is `auto` or `utf-16`.
 * Bytes that are none of the charset's become U+FFFD.
 */
export async function* decodeText(
  content: AsyncIterable<Uint8Array>,
  charset: Charset,
  signal: AbortSignal,
): AsyncIterable<string> {
  let decoder: Decoder | undefined;
  let head: Uint8Array = new Uint8Array();
  for await (const chunk of content) {
    throwIfAborted(signal);
    if (decoder === undefined) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length < markLengthMax) continue;
      const start = startOf(head, charset);
      decoder = start.decoder;
      yield* decodePieces(decoder, head.subarray(start.markLength));
    } else {
      yield* decodePieces(decoder, chunk);
    }
  }
  if (decoder === undefined) {
    const start = startOf(head, charset);
    yield start.decoder.write(head.subarray(start.markLength)) + start.decoder.end();
  } else {
    yield decoder.end();
  }
}

/** Bytes decoded at once. A string cut out of the text keeps the whole piece in memory, so pieces are small. */
const pieceBytes = 64 * 1024;

function* decodePieces(decoder: Decoder, bytes: Uint8Array): Iterable<string> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield decoder.write(bytes.subarray(at, at + pieceBytes));
  }
}

interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

const markLengthMax = 3;

function startOf(head: Uint8Array, charset: Charset): { decoder: Decoder; markLength: number } {
  const mark = markOf(head);
  const decides = charset === "auto" || charset === "utf-16";
  const fallback = charset === "auto" ? "utf-8" : charset === "utf-16" ? "utf-16be" : charset;
  const actual = decides ? (mark?.charset ?? fallback) : charset;
  const markLength = mark !== undefined && mark.charset === actual ? mark.length : 0;
  return { decoder: decoderFor(actual), markLength };
}

function markOf(head: Uint8Array): { charset: Charset; length: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { charset: "utf-8", length: 3 };
  if (head[0] === 0xfe && head[1] === 0xff) return { charset: "utf-16be", length: 2 };
  if (head[0] === 0xff && head[1] === 0xfe) return { charset: "utf-16le", length: 2 };
  return undefined;
}

function decoderFor(charset: Charset): Decoder {
  if (charset === "utf-8") return new StringDecoder("utf8");
  if (charset === "latin1") return new StringDecoder("latin1");
  const label = typeof charset === "string" ? charset : charset.label;
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return {
    write: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}
