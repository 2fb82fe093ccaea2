import { peek } from "../binary/peek.ts";
import { charsetNamed, type Charset } from "../text/charset.ts";
import { decodeText } from "../text/decode-text.ts";

/** Bytes within which the declaration of an XML text ends. */
const declarationBytesMax = 1024;

/** Decodes XML in the encoding that its byte order mark, its first bytes or its declaration says; else UTF-8. */
export async function* decodeXml(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncIterable<string> {
  const peeked = await peek(
    content,
    (head) => head.length >= declarationBytesMax || head.includes(0x3e),
  );
  yield* decodeText(peeked.content, charsetOf(peeked.head), signal);
}

function charsetOf(head: Uint8Array): Charset {
  if (head[0] === 0 && head[1] === 0x3c) return "utf-16be";
  if (head[0] === 0x3c && head[1] === 0) return "utf-16le";
  if (head[0] === 0xfe || head[0] === 0xff || head[0] === 0xef) return "auto";
  const start = Buffer.from(head.subarray(0, declarationBytesMax)).toString("latin1");
  const name = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  if (name === undefined || /^utf-?16/i.test(name)) return "auto";
  return charsetNamed(name);
}
