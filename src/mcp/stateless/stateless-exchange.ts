import { isMissingCapability, type RpcFailure } from "../rpc-failure.ts";
import type { RequestId } from "../json-rpc.ts";
import type { KeepAlive, KeptAlive } from "../keep-alive.ts";
import { commentEvent, type EventStream, messageEvent, type Reply } from "../reply.ts";

/** One request on its way to being answered: as JSON, unless something has to be said before. */
export class StatelessExchange implements KeptAlive {
  readonly settled: Promise<void>;
  readonly #reply: Reply;
  readonly #keepAlive: KeepAlive;
  readonly #abort: AbortController;
  readonly #done: () => void;
  #stream: EventStream | undefined;
  #ended = false;

  constructor(reply: Reply, keepAlive: KeepAlive, abort: AbortController) {
    this.#reply = reply;
    this.#keepAlive = keepAlive;
    this.#abort = abort;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#done = resolve;
    keepAlive.add(this);
    reply.onGone(() => this.#gone());
  }

  get isOpen(): boolean {
    return !this.#ended;
  }

  /** Sends what is not the answer. */
  send(text: string): void {
    if (!this.#ended) this.#open().write(messageEvent(text));
  }

  answer(text: string): void {
    this.#end(200, text);
  }

  fail(id: RequestId, failure: RpcFailure): void {
    this.#end(isMissingCapability(failure) ? 400 : 200, failure.answer(id));
  }

  /** A request that is at work for long shows that it is. */
  keepAlive(): void {
    this.#open().write(commentEvent);
  }

  /** The server ends it without an answer. */
  abandon(): void {
    if (this.#ended) return;
    this.#finish();
    this.#open().end();
  }

  #end(status: number, text: string): void {
    if (this.#ended) return;
    this.#finish();
    if (this.#stream === undefined) return this.#reply.json(status, text);
    this.#stream.write(messageEvent(text));
    this.#stream.end();
  }

  #finish(): void {
    this.#ended = true;
    this.#keepAlive.remove(this);
    this.#done();
  }

  #gone(): void {
    if (this.#ended) return;
    this.#finish();
    this.#abort.abort(new Error("the client went away"));
  }

  #open(): EventStream {
    this.#stream ??= this.#reply.stream();
    return this.#stream;
  }
}
