import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";

/** Lends a fixed number of things, each to one user at a time; who comes too late waits, first come first served. */
export class Pool<T> {
  readonly #idle: T[];
  readonly #waiting = new Set<Waiting<T>>();
  readonly #waitingMax: number;

  constructor(items: readonly T[], waitingMax: number) {
    this.#idle = [...items];
    this.#waitingMax = waitingMax;
  }

  async use<Result>(signal: AbortSignal, work: (item: T) => Promise<Result>): Promise<Result> {
    throwIfAborted(signal);
    const item = this.#idle.pop() ?? (await this.#wait(signal));
    try {
      return await work(item);
    } finally {
      this.#giveBack(item);
    }
  }

  #wait(signal: AbortSignal): Promise<T> {
    if (this.#waiting.size >= this.#waitingMax) {
      throw new Refusal(
        "overloaded",
        "Too many queries wait for the data",
        `${this.#waiting.size} queries wait already, which is as many as \`warehouseQueriesQueuedMax\` allows.`,
        "Try again in a few seconds.",
      );
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting<T> = (item) => {
        signal.removeEventListener("abort", leave);
        resolve(item);
      };
      const leave = (): void => {
        this.#waiting.delete(waiting);
        reject(asError(signal.reason));
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.add(waiting);
    });
  }

  #giveBack(item: T): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#idle.push(item);
    } else {
      this.#waiting.delete(next);
      next(item);
    }
  }
}

type Waiting<T> = (item: T) => void;
