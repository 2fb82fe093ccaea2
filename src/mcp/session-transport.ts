import type { JSONRPCMessage, Transport, TransportSendOptions } from "@modelcontextprotocol/server";
import { paramsProblem } from "./check-params.ts";
import { type RequestId, rpcCode, type RpcNotification, type RpcRequest } from "./json-rpc.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { EventStream } from "./reply.ts";

/** One body of requests on its way to being answered, all on one stream. */
export interface Exchange {
  readonly caller: McpCaller;
  /** Sends a message on the stream of this exchange. */
  send(message: JSONRPCMessage): void;
  /** One of its requests needs no more answer. */
  settle(): void;
  keepAlive(): void;
}

interface Flight {
  readonly exchange: Exchange;
  /** As the client wrote it. */
  readonly id: RequestId;
}

/**
 * One session between the protocol of the SDK and whatever carries its messages. Requests get numbers of the session's
 * own, so that a client that repeats an id confuses nobody; answers carry the id as the client wrote it.
 */
export class SessionTransport implements Transport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: Transport["onmessage"];

  readonly #flights = new Map<RequestId, Flight>();
  readonly #streams: EventStream[] = [];
  #lastNumber = 0;
  #closed = false;

  async start(): Promise<void> {}

  get requestsInFlight(): number {
    return this.#flights.size;
  }

  get openStreams(): number {
    return this.#streams.length;
  }

  /** Who sent the request of this number. */
  callerOf(number: RequestId): McpCaller | undefined {
    return this.#flights.get(number)?.exchange.caller;
  }

  request(message: RpcRequest, exchange: Exchange): void {
    const problem = paramsProblem(message);
    if (problem !== undefined) {
      const error = { code: rpcCode.invalidParams, message: problem };
      exchange.send({ jsonrpc: "2.0", id: message.id, error });
      exchange.settle();
      return;
    }
    const number = ++this.#lastNumber;
    this.#flights.set(number, { exchange, id: message.id });
    this.onmessage?.({ ...message, id: number });
  }

  notify(message: RpcNotification): void {
    if (message.method === "notifications/cancelled") this.#cancel(message);
    else this.onmessage?.(message);
  }

  /** Adds a stream for messages that belong to no request; the newest one carries them. */
  addStream(stream: EventStream): void {
    this.#streams.push(stream);
    stream.onClosed(() => {
      const index = this.#streams.indexOf(stream);
      if (index >= 0) this.#streams.splice(index, 1);
    });
  }

  keepAlive(): void {
    for (const stream of this.#streams) stream.comment();
    for (const exchange of new Set([...this.#flights.values()].map((flight) => flight.exchange))) {
      exchange.keepAlive();
    }
  }

  async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if ("method" in message) {
      const related = options?.relatedRequestId;
      const flight = related === undefined ? undefined : this.#flights.get(related);
      if (flight !== undefined) flight.exchange.send(message);
      else if (related === undefined) this.#streams.at(-1)?.send(message);
      return;
    }
    const { id } = message;
    const flight = id === undefined ? undefined : this.#flights.get(id);
    if (id === undefined || flight === undefined) return;
    this.#flights.delete(id);
    flight.exchange.send({ ...message, id: flight.id });
    flight.exchange.settle();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.onclose?.();
    for (const flight of this.#flights.values()) flight.exchange.settle();
    this.#flights.clear();
    for (const stream of this.#streams.splice(0)) stream.end();
  }

  #cancel(message: RpcNotification): void {
    const wanted = message.params?.["requestId"];
    for (const [number, flight] of this.#flights) {
      if (flight.id !== wanted) continue;
      const params = { ...message.params, requestId: number };
      this.onmessage?.({ ...message, params });
      this.#flights.delete(number);
      flight.exchange.settle();
    }
  }
}
