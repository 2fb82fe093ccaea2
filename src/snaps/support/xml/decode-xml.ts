import { charsetNamed, type Charset } from "../text/charset.ts";
import { decodeText } from "../text/decode-text.ts";

/** Bytes within which the declaration of an XML text ends. */
const declarationBytesMax = 1024;

/** Decodes XML in the encoding that its byte order mark, its first bytes or its declaration says; else UTF-8. */
export async function* decodeXml(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncIterable<string> {
  const chunks = content[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  try {
    while (head.length < declarationBytesMax && !head.includes(0x3e)) {
      const next = await chunks.next();
      if (next.done === true) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
    yield* decodeText(withHead(head, chunks), charsetOf(head), signal);
  } finally {
    await chunks.return?.();
  }
}

async function* withHead(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
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
