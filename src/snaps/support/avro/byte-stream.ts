import { throwIfAborted } from "../../../base/abort.ts";
import { brokenAvro } from "./byte-reader.ts";

/** Takes bytes off content by their number, whatever the chunks it comes in. */
export class ByteStream {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  #rest: Buffer = Buffer.alloc(0);

  constructor(content: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    this.#chunks = content[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  async isAtEnd(): Promise<boolean> {
    return !(await this.#fill(1));
  }

  async take(length: number, what: string): Promise<Uint8Array> {
    if (!(await this.#fill(length))) throw brokenAvro(what, "the end of the file");
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** A whole number that a file cannot do without, as Avro writes it; from 0 to `max`. */
  async size(max: number, what: string): Promise<number> {
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 8; length++) {
      const [byte = 0] = await this.take(1, what);
      value += (byte & 0x7f) * factor;
      factor *= 128;
      if (byte >= 0x80) continue;
      const size = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      if (size >= 0 && size <= max) return size;
      throw brokenAvro(`${what} from 0 to ${max}`, String(size));
    }
    throw brokenAvro(`${what} from 0 to ${max}`, "a longer number");
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(length: number): Promise<boolean> {
    if (this.#rest.length >= length) return true;
    const parts: Uint8Array[] = [this.#rest];
    let total = this.#rest.length;
    while (total < length) {
      throwIfAborted(this.#signal);
      const next = await this.#chunks.next();
      if (next.done === true) break;
      parts.push(next.value);
      total += next.value.length;
    }
    this.#rest = Buffer.concat(parts);
    return total >= length;
  }
}
