import type { Socket } from "node:net";
import { hashSecret } from "../base/ids.ts";

interface Sent {
  host: string | undefined;
  authorization: string;
  credential: string;
}

/**
 * What each connection sent last in headers that cost something to check: a client that goes on sending the same is not
 * checked anew. A value is only ever compared with what the same client sent.
 */
export class ConnectionMemory {
  readonly #sent = new WeakMap<Socket, Sent>();

  /** Whether this `Host` header was let through before. */
  knowsHost(socket: Socket, host: string | undefined): boolean {
    return host !== undefined && this.#sent.get(socket)?.host === host;
  }

  rememberHost(socket: Socket, host: string | undefined): void {
    this.#of(socket).host = host;
  }

  /** The hash by which an `Authorization` header is known from here on. */
  credentialOf(socket: Socket, authorization: string): string {
    const sent = this.#of(socket);
    if (sent.authorization !== authorization || sent.credential === "") {
      sent.authorization = authorization;
      sent.credential = hashSecret(authorization);
    }
    return sent.credential;
  }

  /** A connection that only listens from now on sends nothing to compare. */
  forget(socket: Socket): void {
    this.#sent.delete(socket);
  }

  #of(socket: Socket): Sent {
    const known = this.#sent.get(socket);
    if (known !== undefined) return known;
    const sent: Sent = { host: undefined, authorization: "", credential: "" };
    this.#sent.set(socket, sent);
    return sent;
  }
}
