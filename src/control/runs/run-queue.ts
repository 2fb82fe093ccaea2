import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";

type QueueLimits = Pick<Limits, "runsPerNodeMax" | "runsQueuedMax">;

/** A place in the queue of a Snaplex. */
export interface Ticket {
  /** Resolves when a slot is free; then the slot is taken. */
  readonly turn: Promise<void>;
  /** Gives up the place or the slot, whichever it has. Once. */
  leave(): void;
}

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/** The queues of the Snaplexes in this process: first come, first served. */
export class RunQueue {
  readonly #limits: QueueLimits;
  readonly #lanes = new Map<string, Lane>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Takes a place at the end; refuses with `limit-reached` when the queue is full. */
  join(snaplexId: string): Ticket {
    const lane = this.#lane(snaplexId);
    if (lane.running < this.#limits.runsPerNodeMax) {
      lane.running++;
      return { turn: Promise.resolve(), leave: () => this.#release(lane) };
    }
    if (lane.waiting.length >= this.#limits.runsQueuedMax) throw full(this.#limits);
    const { promise, resolve } = Promise.withResolvers<void>();
    lane.waiting.push(resolve);
    return {
      turn: promise,
      leave: () => {
        const index = lane.waiting.indexOf(resolve);
        if (index < 0) this.#release(lane);
        else lane.waiting.splice(index, 1);
      },
    };
  }

  load(snaplexId: string): { readonly running: number; readonly queued: number } {
    const lane = this.#lanes.get(snaplexId);
    return { running: lane?.running ?? 0, queued: lane?.waiting.length ?? 0 };
  }

  /** Hands the slot to the next in line. */
  #release(lane: Lane): void {
    const next = lane.waiting.shift();
    if (next === undefined) lane.running--;
    else next();
  }

  #lane(snaplexId: string): Lane {
    const lane = this.#lanes.get(snaplexId) ?? { running: 0, waiting: [] };
    this.#lanes.set(snaplexId, lane);
    return lane;
  }
}

function full(limits: QueueLimits): Refusal {
  return new Refusal(
    "limit-reached",
    "The queue of the Snaplex is full.",
    `At most ${limits.runsQueuedMax} runs wait for a node (limit \`runsQueuedMax\`), with ${limits.runsPerNodeMax} at work.`,
    "Wait until runs have ended, or stop some, and try again.",
  );
}
