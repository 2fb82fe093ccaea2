import { SameDelay } from "../../base/same-delay.ts";
import { KeepAlive, type KeptAlive } from "../keep-alive.ts";
import type { EventStream, Reply } from "../reply.ts";

/** Streams that carry comments alone, each for a time. */
export class PingStreams implements Disposable {
  readonly #open = new Set<PingStream>();
  readonly #pings: KeepAlive;
  readonly #ends: SameDelay<PingStream>;

  constructor({ pingIntervalMs, streamLifeMs }: { pingIntervalMs: number; streamLifeMs: number }) {
    this.#pings = new KeepAlive(pingIntervalMs);
    this.#ends = new SameDelay(streamLifeMs, (stream) => stream.end());
  }

  open(reply: Reply): void {
    const stream = new PingStream(reply.stream());
    this.#open.add(stream);
    this.#pings.add(stream);
    this.#ends.add(stream);
    stream.onClosed(() => {
      this.#open.delete(stream);
      this.#pings.remove(stream);
      this.#ends.remove(stream);
    });
  }

  [Symbol.dispose](): void {
    for (const stream of this.#open) stream.end();
    this.#pings[Symbol.dispose]();
  }
}

class PingStream implements KeptAlive {
  readonly #stream: EventStream;

  constructor(stream: EventStream) {
    this.#stream = stream;
    this.keepAlive();
  }

  keepAlive(): void {
    this.#stream.write(": ping\n\n");
  }

  end(): void {
    this.#stream.end();
  }

  onClosed(listener: () => void): void {
    this.#stream.onClosed(listener);
  }
}
