import type { Socket } from "node:net";
import { hashSecret } from "../base/ids.ts";

interface Sent {
  readonly authorization: string;
  readonly credential: string;
}

/** The credential that each connection sent last: a client that goes on sending it does not have it hashed again. */
export class ConnectionMemory {
  readonly #last = new WeakMap<Socket, Sent>();

  /** The hash by which a header is known from here on. It is only ever compared with what the same client sent. */
  credentialOf(socket: Socket, authorization: string): string {
    const sent = this.#last.get(socket);
    if (sent?.authorization === authorization) return sent.credential;
    const credential = hashSecret(authorization);
    this.#last.set(socket, { authorization, credential });
    return credential;
  }
}
