/** A connection to a file server, with somebody logged in. */
export interface RemoteSession {
  /** It cannot be used again: the other side is gone, or an answer never came. */
  readonly isBroken: boolean;
  close(): void;
}

/**
 * Connections of one Snap to one server with one login. Each piece of work has one for itself; one that is free is used
 * again, so that a thousand files are not a thousand logins.
 */
export class SessionPool<Session extends RemoteSession> {
  readonly #open: (signal: AbortSignal) => Promise<Session>;
  readonly #idle: Session[] = [];
  #closed = false;

  constructor(open: (signal: AbortSignal) => Promise<Session>) {
    this.#open = open;
  }

  async take(signal: AbortSignal): Promise<Session> {
    for (let free = this.#idle.pop(); free !== undefined; free = this.#idle.pop()) {
      if (!free.isBroken) return free;
      free.close();
    }
    return await this.#open(signal);
  }

  give(session: Session): void {
    if (session.isBroken || this.#closed) session.close();
    else this.#idle.push(session);
  }

  async use<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.take(signal);
    try {
      return await work(session);
    } finally {
      this.give(session);
    }
  }

  /** Ends what is free; what is at work ends when it is given back. */
  close(): void {
    this.#closed = true;
    for (const session of this.#idle.splice(0)) session.close();
  }
}
