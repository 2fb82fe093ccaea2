import type { Socket } from "node:net";

/**
 * The one way out of a run. Each connection is checked against the operator's policy before it is made: the host in
 * every spelling, all addresses of its name, the port. The address that was checked is the address that is connected
 * to. What is not allowed is refused with `egress-not-allowed` and the line of configuration that would allow it.
 */
export interface Egress {
  /**
   * A connected TCP socket, for drivers that take a stream. `host` is a name or an address as a person writes it.
   * Whoever asked for the socket ends it. TLS goes on top: `tls.connect({ socket, servername: host })`.
   */
  connectTcp(
    host: string,
    port: number,
    signal: AbortSignal,
    options?: ConnectOptions,
  ): Promise<Socket>;
  /** Reads and checks a URL as far as that goes without a look at DNS. Only `http:` and `https:`, without a user. */
  readUrl(text: string): URL;
  /** One HTTP exchange. A redirect is an answer like any other: following it is another request, checked anew. */
  request(request: EgressRequest): Promise<EgressAnswer>;
  /** Ends connections that are kept for a next request. */
  dispose(): void;
}

export interface ConnectOptions {
  /** Milliseconds till the connection stands; `limits.egressConnectMs` by default. */
  readonly timeoutMs?: number;
}

export interface EgressRequest {
  readonly method: string;
  readonly url: URL;
  /** In the order they are sent. `host`, `content-length` and `transfer-encoding` are made here. */
  readonly headers: readonly HttpHeader[];
  /** Sent as it is read; its length is known when it is one array of bytes. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  readonly connectTimeoutMs?: number;
  /** Milliseconds without a byte from the other side. */
  readonly readTimeoutMs?: number;
  /** Takes any certificate. */
  readonly trustAllCertificates?: boolean;
}

export type HttpHeader = readonly [name: string, value: string];

export interface EgressAnswer {
  readonly status: number;
  readonly statusText: string;
  /** `HTTP/1.1` and such. */
  readonly protocol: string;
  /** As they came, in their order and spelling. */
  readonly headers: readonly HttpHeader[];
  /** As it comes; a server that breaks off makes it throw. Iterate once, or call `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of a body that nobody reads. */
  readonly discard: () => void;
}
