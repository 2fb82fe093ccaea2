import { Refusal } from "../base/errors.ts";
import { SameDelay } from "../base/same-delay.ts";

/** The time that one call may take. It ends when the call does. */
export class CallDeadline {
  readonly #tool: Named;
  readonly #timeoutMs: number;
  /** The call as its client may cancel it; its signal is asked for only by a tool that listens. */
  readonly #incoming: { readonly signal: AbortSignal };
  #stop: AbortController | undefined;
  #refuse: ((refusal: Refusal) => void) | undefined;
  #passed: Refusal | undefined;

  constructor(tool: Named, timeoutMs: number, incoming: { readonly signal: AbortSignal }) {
    this.#tool = tool;
    this.#timeoutMs = timeoutMs;
    this.#incoming = incoming;
  }

  /** Aborted when the call is cancelled and when its time is over. */
  get signal(): AbortSignal {
    if (this.#stop !== undefined) return this.#stop.signal;
    const stop = new AbortController();
    this.#stop = stop;
    const { signal } = this.#incoming;
    if (signal.aborted) stop.abort(signal.reason);
    else signal.addEventListener("abort", this.#cancel, { once: true });
    if (this.#passed !== undefined) stop.abort(this.#passed);
    return stop.signal;
  }

  /** What the work comes to, unless its time is over before: even a tool that does not listen is answered for. */
  limit(work: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#refuse = reject;
      work.then(resolve, reject);
    });
  }

  pass(): void {
    this.#passed = tookTooLong(this.#tool, this.#timeoutMs);
    this.#stop?.abort(this.#passed);
    this.#refuse?.(this.#passed);
  }

  end(): void {
    if (this.#stop !== undefined) this.#incoming.signal.removeEventListener("abort", this.#cancel);
  }

  readonly #cancel = (): void => this.#stop?.abort(this.#incoming.signal.reason);
}

/** A tool, as texts name it. */
interface Named {
  readonly name: string;
}

/** The deadlines of every call at work. */
export type CallDeadlines = SameDelay<CallDeadline>;

export function callDeadlines(timeoutMs: number): CallDeadlines {
  return new SameDelay<CallDeadline>(timeoutMs, (deadline) => deadline.pass());
}

function tookTooLong(tool: Named, timeoutMs: number): Refusal {
  return new Refusal(
    "timeout",
    `${tool.name} took too long`,
    `A call may take ${timeoutMs} ms (callTimeoutMs); it was stopped then.`,
    "Ask for less at once, or start long runs with `wait: false` where the tool has it.",
  );
}
