import { once } from "node:events";
import { PassThrough } from "node:stream";

/** Chunks on their way to a library that reads a stream; what it says in the end decides whether they arrived. */
export class Pump {
  readonly stream = new PassThrough({ highWaterMark: 256 * 1024 });
  #sent: Promise<void> | undefined;
  #stop = new AbortController();

  /** `send` reads the stream to its end, and resolves when the other side has it. */
  start(send: (stream: PassThrough) => Promise<void>): void {
    this.stream.on("error", () => undefined);
    this.#sent = send(this.stream);
    this.#sent.catch((failure: unknown) => this.#stop.abort(failure));
  }

  /** Resolves when there is room for more; rejects as soon as sending failed. */
  async write(chunk: Uint8Array): Promise<void> {
    this.#stop.signal.throwIfAborted();
    if (this.stream.write(Buffer.from(chunk))) return;
    try {
      await once(this.stream, "drain", { signal: this.#stop.signal });
    } catch (failure) {
      this.#stop.signal.throwIfAborted();
      throw failure;
    }
  }

  async finish(): Promise<void> {
    this.stream.end();
    await this.#sent;
  }

  /** Breaks off what is still being sent. */
  async abort(): Promise<void> {
    this.stream.destroy(new Error("given up"));
    await this.#sent?.catch(() => undefined);
  }
}
