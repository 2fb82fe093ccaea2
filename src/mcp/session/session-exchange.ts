import { asError } from "../../base/abort.ts";
import type { Logger } from "../../base/logger.ts";
import type { SameDelay } from "../../base/same-delay.ts";
import { eventId, type EventLog } from "../event-log.ts";
import type { RequestId } from "../json-rpc.ts";
import type { KeepAlive, KeptAlive } from "../keep-alive.ts";
import { commentEvent, type EventStream, messageEvent, type Reply } from "../reply.ts";

export interface ExchangeParts {
  readonly events: EventLog;
  readonly keepAlive: KeepAlive;
  readonly logger: Logger;
  /** Tells those that are not answered in time to open their streams. */
  readonly patience: SameDelay<SessionExchange>;
  readonly session: string;
  /** Clients of 2025-11-25 understand an event without a message; its id lets them resume from the beginning. */
  readonly primes: boolean;
  /** The stream of this number began, or ended. */
  onStream(stream: number, exchange: SessionExchange | undefined): void;
}

/** A client waits this long before it comes back for the rest of a stream. */
const retryMs = 1_000;

interface Message {
  readonly text: string;
  readonly answers?: RequestId;
}

/**
 * The requests of one body on their way to being answered. What is answered at once leaves as a stream that is whole
 * already, and nothing is kept. Otherwise the stream opens, and from then on every message is in the log before it is
 * sent, so that a client whose connection breaks can come back for the rest.
 */
export class SessionExchange implements KeptAlive {
  readonly settled: Promise<void>;
  readonly #parts: ExchangeParts;
  readonly #reply: Reply;
  readonly #pending: RequestId[];
  readonly #done: () => void;
  #early: Message[] | undefined;
  #phase: "quiet" | "open" | "ended" = "quiet";
  #stream = 0;
  #output: EventStream | undefined;
  #order: Promise<void> | undefined;

  constructor(parts: ExchangeParts, reply: Reply, requests: RequestId[]) {
    this.#parts = parts;
    this.#reply = reply;
    this.#pending = requests;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#done = resolve;
    parts.patience.add(this);
  }

  /** Sends the answer to one of the requests. */
  answer(id: RequestId, text: string): void {
    this.#send({ text, answers: id });
  }

  /** Sends what is not an answer. */
  send(text: string): void {
    this.open();
    this.#send({ text });
  }

  /** One of the requests gets no answer. */
  settle(id: RequestId): void {
    if (this.#phase === "quiet") {
      this.#forget(id);
      return this.#endQuietly();
    }
    this.#enqueue(async () => {
      this.#forget(id);
      await this.#parts.events.settle(this.#parts.session, this.#stream, id);
      this.#endWhenAnswered();
    });
  }

  /** Ends the connection but not the stream. */
  release(): void {
    this.open();
    this.#enqueue(async () => {
      this.#output?.end();
      this.#output = undefined;
    });
  }

  /** Goes on with the stream on another connection, after the position that its client names. */
  resume(reply: Reply, after: number): void {
    this.#enqueue(async () => {
      const { events, session } = this.#parts;
      const logged = await events.read(session, this.#stream, after);
      this.#output?.end();
      this.#output = reply.stream();
      for (const { position, message } of logged?.events ?? []) this.#write(message, position);
      if (this.#phase === "ended") this.#output.end();
    });
  }

  keepAlive(): void {
    this.#output?.write(commentEvent);
  }

  /** Nothing more is sent; the log keeps what has not been answered. */
  abandon(): void {
    if (this.#phase === "quiet") {
      this.#phase = "ended";
      this.#parts.patience.remove(this);
      this.#reply.events("");
      this.#done();
      return;
    }
    this.#finish();
  }

  #send(message: Message): void {
    if (this.#phase === "ended") return;
    if (this.#phase === "quiet") {
      this.#forget(message.answers);
      if (this.#pending.length === 0 && this.#early === undefined) {
        return this.#endWhole(messageEvent(message.text));
      }
      (this.#early ??= []).push(message);
      this.#endQuietly();
      return;
    }
    this.#enqueue(async () => {
      await this.#log(message);
      this.#forget(message.answers);
      this.#endWhenAnswered();
    });
  }

  /** The answers take their time: from now on the client has a stream that it can come back to. */
  open(): void {
    if (this.#phase !== "quiet") return;
    this.#phase = "open";
    this.#parts.patience.remove(this);
    const { events, session, primes, keepAlive } = this.#parts;
    const early = this.#early ?? [];
    const answered = early.flatMap(({ answers }) => (answers === undefined ? [] : [answers]));
    const pending = [...this.#pending, ...answered];
    this.#output = this.#reply.stream();
    this.#enqueue(async () => {
      this.#stream = await events.open(session, pending);
      this.#parts.onStream(this.#stream, this);
      keepAlive.add(this);
      const first = `id: ${eventId(this.#stream, 0)}\nretry: ${retryMs}\ndata: \n\n`;
      this.#output?.write(primes ? first : commentEvent);
      for (const message of early) await this.#log(message);
    });
  }

  async #log({ text, answers }: Message): Promise<void> {
    const { events, session } = this.#parts;
    this.#write(text, await events.append(session, this.#stream, text, answers));
  }

  #write(text: string, position: number): void {
    this.#output?.write(messageEvent(text, eventId(this.#stream, position)));
  }

  #endQuietly(): void {
    if (this.#pending.length > 0) return;
    this.#endWhole((this.#early ?? []).map(({ text }) => messageEvent(text)).join(""));
  }

  #endWhole(events: string): void {
    this.#parts.patience.remove(this);
    this.#phase = "ended";
    this.#reply.events(events);
    this.#done();
  }

  #endWhenAnswered(): void {
    if (this.#pending.length === 0) this.#finish();
  }

  #finish(): void {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    this.#parts.keepAlive.remove(this);
    this.#parts.onStream(this.#stream, undefined);
    this.#output?.end();
    this.#done();
  }

  #forget(id: RequestId | undefined): void {
    const index = id === undefined ? -1 : this.#pending.indexOf(id);
    if (index >= 0) this.#pending.splice(index, 1);
  }

  /** Does one thing after the other; when the log fails the connection ends, since what cannot be kept is not sent. */
  #enqueue(work: () => Promise<void>): void {
    this.#order = (this.#order ?? Promise.resolve()).then(work).catch((thrown: unknown) => {
      this.#parts.logger.error("events of a session could not be kept", {
        error: asError(thrown).message,
      });
      this.#finish();
    });
  }
}
