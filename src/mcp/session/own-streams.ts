import { asError } from "../../base/abort.ts";
import type { Logger } from "../../base/logger.ts";
import { eventId, type EventLog, type LoggedEvents } from "../event-log.ts";
import type { KeepAlive, KeptAlive } from "../keep-alive.ts";
import { commentEvent, type EventStream, messageEvent, type Reply } from "../reply.ts";

class Open implements KeptAlive {
  readonly number: number;
  readonly stream: EventStream;

  constructor(number: number, stream: EventStream) {
    this.number = number;
    this.stream = stream;
  }

  keepAlive(): void {
    this.stream.write(commentEvent);
  }
}

export interface OwnStreamsParts {
  readonly events: EventLog;
  readonly keepAlive: KeepAlive;
  readonly logger: Logger;
  readonly session: string;
  readonly onClosed: () => void;
}

/** The streams that a session's client opens with GET, for messages that belong to no request; the newest carries them. */
export class OwnStreams {
  readonly #parts: OwnStreamsParts;
  readonly #open: Open[] = [];
  /** The newest stream that can be resumed, open or not. */
  #latest: number | undefined;
  #order: Promise<void> = Promise.resolve();

  constructor(parts: OwnStreamsParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#open.length;
  }

  get isEmpty(): boolean {
    return this.#open.length === 0 && this.#latest === undefined;
  }

  /** Opens a new one; `primes` gives it an id that a client can resume from before there is any message. */
  async begin(reply: Reply, primes: boolean): Promise<void> {
    const stream = reply.stream();
    stream.write(commentEvent);
    if (!primes) return this.#add(new Open(0, stream));
    const number = await this.#parts.events.open(this.#parts.session, []);
    this.#latest = number;
    stream.write(`id: ${eventId(number, 0)}\ndata: \n\n`);
    this.#add(new Open(number, stream));
  }

  /** Goes on with an earlier one. */
  resume(reply: Reply, number: number, logged: LoggedEvents): void {
    const stream = reply.stream();
    for (const { position, message } of logged.events) {
      stream.write(messageEvent(message, eventId(number, position)));
    }
    this.#latest = number;
    this.#add(new Open(number, stream));
  }

  /** Sends a message on the newest stream, or keeps it until its client comes back. */
  send(message: string): void {
    this.#order = this.#order
      .then(() => this.#send(message))
      .catch((thrown: unknown) =>
        this.#parts.logger.error("a message of a session could not be kept", {
          error: asError(thrown).message,
        }),
      );
  }

  close(): void {
    this.#latest = undefined;
    for (const { stream } of this.#open.splice(0)) stream.end();
  }

  async #send(message: string): Promise<void> {
    const { events, session } = this.#parts;
    const number = this.#open.at(-1)?.number ?? this.#latest;
    if (number === undefined) return;
    const position = number === 0 ? 0 : await events.append(session, number, message);
    const carrier = this.#open.findLast((one) => one.number === number);
    const id = number === 0 ? undefined : eventId(number, position);
    carrier?.stream.write(messageEvent(message, id));
  }

  #add(one: Open): void {
    this.#open.push(one);
    this.#parts.keepAlive.add(one);
    one.stream.onClosed(() => {
      this.#parts.keepAlive.remove(one);
      const index = this.#open.indexOf(one);
      if (index >= 0) this.#open.splice(index, 1);
      this.#parts.onClosed();
    });
  }
}
