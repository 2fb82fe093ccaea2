import type { LazyAbort } from "../../base/lazy-abort.ts";
import { isMissingCapability, type RpcFailure } from "../rpc-failure.ts";
import { type RequestId, rpcCode, rpcError } from "../json-rpc.ts";
import type { KeepAlive, KeptAlive } from "../keep-alive.ts";
import {
  commentEvent,
  type EventStream,
  messageEvent,
  type Reply,
  type ReplyHeaders,
} from "../reply.ts";

/** How an answer is to leave. */
export interface ExchangeForm {
  /** `either` is JSON, unless something has to be said before; under `json` what comes before is not said. */
  readonly framing: "either" | "events" | "json";
  readonly headers?: ReplyHeaders;
}

/** Stops the work when its client goes away. */
type Abort = Pick<LazyAbort, "abort">;

/** One request on its way to being answered. */
export class StatelessExchange implements KeptAlive {
  readonly #reply: Reply;
  readonly #keepAlive: KeepAlive;
  readonly #abort: Abort;
  #settled: PromiseWithResolvers<void> | undefined;
  readonly #form: ExchangeForm;
  #stream: EventStream | undefined;
  #ended = false;

  constructor(
    reply: Reply,
    keepAlive: KeepAlive,
    abort: Abort,
    form: ExchangeForm = { framing: "either" },
  ) {
    this.#reply = reply;
    this.#keepAlive = keepAlive;
    this.#abort = abort;
    this.#form = form;
    keepAlive.add(this);
    reply.onGone(() => this.#gone());
  }

  /** Resolves when it has ended. */
  get settled(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#settled ??= Promise.withResolvers<void>();
    return this.#settled.promise;
  }

  get isOpen(): boolean {
    return !this.#ended;
  }

  /** Sends what is not the answer. */
  send(text: string): void {
    if (!this.#ended) this.#open()?.write(messageEvent(text));
  }

  answer(text: string): void {
    this.#end(200, text);
  }

  fail(id: RequestId, failure: RpcFailure): void {
    this.#end(isMissingCapability(failure) ? 400 : 200, failure.answer(id));
  }

  /** A request that is at work for long shows that it is. */
  keepAlive(): void {
    this.#open()?.write(commentEvent);
  }

  /** The server ends it without an answer. */
  abandon(): void {
    if (this.#ended) return;
    this.#finish();
    const stream = this.#open();
    if (stream !== undefined) return stream.end();
    this.#reply.json(503, JSON.stringify(rpcError(rpcCode.internal, "The server is stopping.")));
  }

  #end(status: number, text: string): void {
    if (this.#ended) return;
    this.#finish();
    const { framing, headers } = this.#form;
    if (this.#stream !== undefined) {
      this.#stream.write(messageEvent(text));
      this.#stream.end();
    } else if (framing === "events" && status === 200) {
      this.#reply.events(messageEvent(text), headers);
    } else {
      this.#reply.json(status, text, headers);
    }
  }

  #finish(): void {
    this.#ended = true;
    this.#keepAlive.remove(this);
    this.#settled?.resolve();
  }

  #gone(): void {
    if (this.#ended) return;
    this.#finish();
    this.#abort.abort(new Error("the client went away"));
  }

  #open(): EventStream | undefined {
    if (this.#form.framing === "json") return undefined;
    this.#stream ??= this.#reply.stream(this.#form.headers);
    return this.#stream;
  }
}
