import { Refusal } from "../../base/errors.ts";

/** A file in a multipart body, to be read once, while it comes. */
export interface MultipartFile {
  readonly contentType: string | undefined;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Bytes of the headers of one part. */
const headerBytesMax = 16 * 1024;

/** The first part of a `multipart/form-data` body with a file in the field `file`; parts before it are passed over. */
export async function multipartFile(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
): Promise<MultipartFile> {
  const boundary = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw unreadable("Its `Content-Type` names no boundary.");
  const reader = new PartReader(body);
  const delimiter = Buffer.from(`\r\n--${name}`);
  await reader.expect(delimiter.subarray(2));
  for (;;) {
    const next = (await reader.take(2)).toString("latin1");
    if (next === "--") throw unreadable("No part of it is called `file`.");
    if (next !== "\r\n") throw unreadable("A boundary is followed by something else than a part.");
    const headers = (await reader.until(Buffer.from("\r\n\r\n"), headerBytesMax)).toString("utf8");
    if (/^content-disposition:.*;\s*name="?file"?\s*(;|$)/im.test(headers)) {
      return {
        contentType: /^content-type:\s*(\S.*?)\s*$/im.exec(headers)?.[1],
        content: reader.chunksUntil(delimiter),
      };
    }
    for await (const passed of reader.chunksUntil(delimiter)) void passed;
  }
}

/** Looks for marks in bytes as they come, and holds no more than a chunk and a mark. */
class PartReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async expect(mark: Buffer): Promise<void> {
    const found = await this.take(mark.length);
    if (!found.equals(mark)) throw unreadable("It does not begin with its boundary.");
  }

  async take(bytes: number): Promise<Buffer> {
    while (this.#held.length < bytes) await this.#more();
    return this.#cut(bytes, 0);
  }

  async until(mark: Buffer, bytesMax: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) return this.#cut(at, mark.length);
      if (this.#held.length > bytesMax) {
        throw unreadable(`The headers of a part have more than ${bytesMax} bytes.`);
      }
      await this.#more();
    }
  }

  async *chunksUntil(mark: Buffer): AsyncIterable<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const last = this.#cut(at, mark.length);
        if (last.length > 0) yield last;
        return;
      }
      const whole = this.#held.length - mark.length + 1;
      if (whole > 0) yield this.#cut(whole, 0);
      await this.#more();
    }
  }

  #cut(bytes: number, passOver: number): Buffer {
    const cut = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes + passOver);
    return cut;
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) throw unreadable("It ends before its last boundary.");
    this.#held = Buffer.concat([this.#held, next.value]);
  }
}

function unreadable(found: string): Refusal {
  return new Refusal(
    "bad-request",
    "The multipart body cannot be read",
    `Expected \`multipart/form-data\` with the file in the field \`file\`. ${found}`,
    "Send it with `curl -F file=@name`, or the bytes alone with PUT.",
  );
}
