import { Refusal } from "../base/errors.ts";
import type { Limits } from "../base/limits.ts";

type CallLimits = Pick<
  Limits,
  "callsPerCallerMax" | "callsMax" | "callsQueuedMax" | "callQueueTimeoutMs"
>;

interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/**
 * Lets only so many tool calls work at once. Those beyond wait in one short queue, first come first served; a caller
 * has a share of both together, so that none can fill the queue for the others. What finds no place is refused at once.
 */
export class CallGate {
  readonly #limits: CallLimits;
  readonly #perCaller = new Map<string, number>();
  readonly #queue = new Set<Waiting>();
  #atWork = 0;
  #queued = 0;

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  get atWork(): number {
    return this.#atWork;
  }

  /** A place for the `calls` calls of one body, when there is room now; dispose of it when they are over. */
  tryEnter(owner: string, calls: number): Disposable | undefined {
    const weight = this.#weigh(owner, calls);
    if (this.#queue.size > 0 || this.#atWork + weight > this.#limits.callsMax) return undefined;
    this.#perCaller.set(owner, (this.#perCaller.get(owner) ?? 0) + weight);
    this.#atWork += weight;
    return new Place(this.#leave, owner, weight);
  }

  /** Resolves when the calls may begin. */
  async enter(owner: string, calls: number, signal: AbortSignal): Promise<Disposable> {
    const place = this.tryEnter(owner, calls);
    if (place !== undefined) return place;
    const { callsMax, callsQueuedMax } = this.#limits;
    const weight = this.#weigh(owner, calls);
    if (this.#queued + weight > callsQueuedMax) {
      throw overloaded(`${callsMax} calls are at work and ${callsQueuedMax} wait (callsQueuedMax)`);
    }
    this.#perCaller.set(owner, (this.#perCaller.get(owner) ?? 0) + weight);
    try {
      await this.#wait(weight, signal);
    } catch (thrown) {
      this.#forget(owner, weight);
      throw thrown;
    }
    return new Place(this.#leave, owner, weight);
  }

  /** How much of the gate a body takes; refuses when its caller has had its share. */
  #weigh(owner: string, calls: number): number {
    const { callsPerCallerMax, callsMax } = this.#limits;
    const weight = Math.min(calls, callsPerCallerMax, callsMax);
    if ((this.#perCaller.get(owner) ?? 0) + weight > callsPerCallerMax) {
      throw callerFull(callsPerCallerMax);
    }
    return weight;
  }

  readonly #leave = (owner: string, weight: number): void => {
    this.#atWork -= weight;
    this.#forget(owner, weight);
    this.#admit();
  };

  #wait(weight: number, signal: AbortSignal): Promise<void> {
    const { callQueueTimeoutMs } = this.#limits;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#queue.delete(waiting);
        this.#queued -= weight;
        clearTimeout(timer);
        signal.removeEventListener("abort", abandon);
      };
      const giveUp = (reason: Error): void => {
        leave();
        reject(reason);
        this.#admit();
      };
      const abandon = (): void => giveUp(new Error("the client went away"));
      const timer = setTimeout(
        () =>
          giveUp(overloaded(`no call ended within ${callQueueTimeoutMs} ms (callQueueTimeoutMs)`)),
        callQueueTimeoutMs,
      );
      const waiting: Waiting = {
        weight,
        enter: () => {
          leave();
          this.#atWork += weight;
          resolve();
        },
      };
      this.#queue.add(waiting);
      this.#queued += weight;
      if (signal.aborted) abandon();
      else signal.addEventListener("abort", abandon, { once: true });
    });
  }

  #admit(): void {
    for (const waiting of this.#queue) {
      if (this.#atWork + waiting.weight > this.#limits.callsMax) return;
      waiting.enter();
    }
  }

  #forget(owner: string, weight: number): void {
    const left = (this.#perCaller.get(owner) ?? 0) - weight;
    if (left > 0) this.#perCaller.set(owner, left);
    else this.#perCaller.delete(owner);
  }
}

class Place implements Disposable {
  readonly #leave: (owner: string, weight: number) => void;
  readonly #owner: string;
  readonly #weight: number;

  constructor(leave: (owner: string, weight: number) => void, owner: string, weight: number) {
    this.#leave = leave;
    this.#owner = owner;
    this.#weight = weight;
  }

  [Symbol.dispose](): void {
    this.#leave(this.#owner, this.#weight);
  }
}

function callerFull(callsMax: number): Refusal {
  return new Refusal(
    "limit-reached",
    "Too many calls at once",
    `A caller may have ${callsMax} tool calls at work or waiting (callsPerCallerMax).`,
    "Wait for some to end, then try again.",
  );
}

/** `503` for a server that has as much to do as its limits allow. */
export function overloaded(what: string): Refusal {
  return new Refusal(
    "overloaded",
    "The server is busy",
    `It has reached a limit: ${what}.`,
    "Try again after the seconds that the Retry-After header names.",
  );
}
