/** Work that begins now and ends by itself, or when it is disposed of, which waits for its end. */
export class BackgroundWork implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  /** What the work throws is for the work to keep. */
  constructor(work: (signal: AbortSignal) => Promise<void>) {
    this.#done = work(this.#stop.signal).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error("the server stops"));
    await this.#done;
  }
}
