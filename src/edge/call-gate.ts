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

  /** Resolves when `calls` calls of one body may begin; dispose of it when they are over. */
  async enter(owner: string, calls: number, signal: AbortSignal): Promise<Disposable> {
    const { callsPerCallerMax, callsMax, callsQueuedMax } = this.#limits;
    const weight = Math.min(calls, callsPerCallerMax, callsMax);
    const mine = this.#perCaller.get(owner) ?? 0;
    if (mine + weight > callsPerCallerMax) throw callerFull(callsPerCallerMax);
    const mustWait = this.#queue.size > 0 || this.#atWork + weight > callsMax;
    if (mustWait && this.#queued + weight > callsQueuedMax) {
      throw overloaded(`${callsMax} calls are at work and ${callsQueuedMax} wait (callsQueuedMax)`);
    }
    this.#perCaller.set(owner, mine + weight);
    try {
      if (mustWait) await this.#wait(weight, signal);
      else this.#atWork += weight;
    } catch (thrown) {
      this.#forget(owner, weight);
      throw thrown;
    }
    return {
      [Symbol.dispose]: () => {
        this.#atWork -= weight;
        this.#forget(owner, weight);
        this.#admit();
      },
    };
  }

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
