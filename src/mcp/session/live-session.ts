import type { LazyAbort } from "../../base/lazy-abort.ts";
import { rpcCode, type RequestId, type RpcAnswer } from "../json-rpc.ts";
import { isObject } from "../../base/json.ts";
import type { McpCaller } from "../mcp-caller.ts";
import { RpcFailure } from "../rpc-failure.ts";
import type { PreferenceStore } from "../../tools/tool-call.ts";
import type { SessionRecord, SessionTable } from "../sessions.ts";
import type { OwnStreams } from "./own-streams.ts";
import type { ExchangeParts, SessionExchange } from "./session-exchange.ts";

/** A request of a session that is being answered. */
export interface Flight {
  readonly id: RequestId;
  readonly exchange: SessionExchange;
  readonly abort: LazyAbort;
}

type Answer = Readonly<Record<string, unknown>>;

/** The part of a session that is in this process while something of it is open; everything else is its record. */
export class LiveSession {
  /** As it was last read. */
  record: SessionRecord;
  /** Who spoke last. */
  caller: McpCaller | undefined;
  readonly flights = new Set<Flight>();
  /** Streams of requests, by their number in the log. */
  readonly exchanges = new Map<number, SessionExchange>();
  readonly own: OwnStreams;
  /** What its exchanges are made from; made with the first. */
  exchangeParts: ExchangeParts | undefined;
  #asked: Map<RequestId, PromiseWithResolvers<Answer>> | undefined;
  #lastQuestion = 0;

  readonly preferences: PreferenceStore;

  constructor(record: SessionRecord, own: OwnStreams, sessions: SessionTable) {
    this.record = record;
    this.own = own;
    this.preferences = {
      read: () => this.record.preferences,
      write: async (preferences) => {
        await sessions.change(this.record.id, { preferences });
        this.record = { ...this.record, preferences };
      },
    };
  }

  /** Nothing of it has to be remembered. */
  get isIdle(): boolean {
    return this.flights.size === 0 && this.exchanges.size === 0 && this.own.isEmpty;
  }

  /** A question to the client: its id, and the answer to come. */
  question(signal: AbortSignal): { readonly id: string; readonly answer: Promise<Answer> } {
    const id = `slipway-${++this.#lastQuestion}`;
    const answer = Promise.withResolvers<Answer>();
    const asked = (this.#asked ??= new Map<RequestId, PromiseWithResolvers<Answer>>());
    asked.set(id, answer);
    const stop = (): void => answer.reject(new RpcFailure(rpcCode.internal, "Cancelled."));
    signal.addEventListener("abort", stop, { once: true });
    const forget = (): void => {
      asked.delete(id);
      signal.removeEventListener("abort", stop);
    };
    answer.promise.then(forget, forget);
    return { id, answer: answer.promise };
  }

  /** Takes the client's answer to a question; an answer to none is ignored. */
  answered({ id, result, error }: RpcAnswer): void {
    const asked = this.#asked?.get(id);
    if (isObject(result)) asked?.resolve(result);
    else asked?.reject(new RpcFailure(rpcCode.internal, `The client refused: ${reason(error)}`));
  }

  cancel(id: unknown): void {
    for (const flight of this.flights) {
      if (flight.id !== id) continue;
      this.flights.delete(flight);
      flight.abort.abort(new Error("the client cancelled the request"));
      flight.exchange.settle(flight.id);
    }
  }

  /** The session has ended: stops what is at work and closes every connection. */
  end(): void {
    for (const flight of this.flights) flight.abort.abort(new Error("the session ended"));
    this.close();
  }

  /** Closes every connection. */
  close(): void {
    for (const flight of this.flights) flight.exchange.abandon();
    this.flights.clear();
    for (const exchange of this.exchanges.values()) exchange.abandon();
    this.own.close();
  }
}

function reason(error: unknown): string {
  return isObject(error) && typeof error["message"] === "string" ? error["message"] : "no reason";
}
