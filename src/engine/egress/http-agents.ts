import { Agent, type AgentOptions, type ClientRequestArgs } from "node:http";
import { Agent as TlsAgent } from "node:https";
import { isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { asError } from "../../base/abort.ts";
import { believe } from "../../base/believe.ts";
import { connectionFailure } from "./connection-failure.ts";
import type { Egress } from "./egress.ts";

export type Connect = Egress["connectTcp"];
type Opened = (failure: Error | null, stream: Duplex) => void;

const kept: AgentOptions = { keepAlive: true, scheduling: "lifo" };

/** Sockets for `http:` that come from `connect`, kept for the next request to the same host. */
export class PlainAgent extends Agent {
  readonly #open: (host: string, port: number) => Promise<Socket>;

  constructor(open: (host: string, port: number) => Promise<Socket>) {
    super(kept);
    this.#open = open;
  }

  override createConnection(options: ClientRequestArgs, done: Opened): undefined {
    const { host, port } = endOf(options, 80);
    handOver(this.#open(host, port), done);
  }
}

/** As `PlainAgent`, with TLS on top; a connection counts when its handshake is done. */
export class SecureAgent extends TlsAgent {
  readonly #open: (host: string, port: number) => Promise<Socket>;
  readonly #timeoutMs: number;

  constructor(
    open: (host: string, port: number) => Promise<Socket>,
    options: { readonly trustAll: boolean; readonly timeoutMs: number },
  ) {
    super({ ...kept, rejectUnauthorized: !options.trustAll });
    this.#open = open;
    this.#timeoutMs = options.timeoutMs;
  }

  override createConnection(options: ClientRequestArgs, done: Opened): undefined {
    const { host, port } = endOf(options, 443);
    handOver(this.#secure(host, port), done);
  }

  async #secure(host: string, port: number): Promise<Socket> {
    const socket = await this.#open(host, port);
    return await new Promise((resolve, reject) => {
      const secure = connectTls({
        socket,
        host,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        rejectUnauthorized: this.options.rejectUnauthorized !== false,
        ALPNProtocols: ["http/1.1"],
      });
      secure.setTimeout(this.#timeoutMs, () =>
        secure.destroy(Object.assign(new Error("no handshake"), { code: "ETIMEDOUT" })),
      );
      const fail = (failure: Error): void => reject(connectionFailure(host, failure, false));
      secure.once("error", fail);
      secure.once("secureConnect", () => {
        secure.setTimeout(0);
        secure.removeAllListeners("timeout");
        secure.removeListener("error", fail);
        resolve(secure);
      });
    });
  }
}

function endOf({ host, port }: ClientRequestArgs, usual: number) {
  return { host: host ?? "", port: port === undefined || port === null ? usual : Number(port) };
}

/** Hands over outside of the promise, where what the taker throws would be taken for a failure to connect. */
function handOver(opening: Promise<Socket>, done: Opened): undefined {
  const take = (socket: Socket): void => void setImmediate(done, null, socket);
  const fail = (failure: unknown): void =>
    void setImmediate(done, asError(failure), believe<Duplex>(undefined));
  opening.then(take, fail);
  return undefined;
}
