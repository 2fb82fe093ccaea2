import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";

/** Whom a password was sent for, and where it came from. */
export interface LoginSource {
  readonly name: string;
  readonly address: string;
}

interface Failures {
  readonly count: number;
  readonly firstMs: number;
}

/** Names and addresses that are remembered; the oldest is forgotten first. */
const sourcesMax = 10_000;

/**
 * Counts different wrong passwords per name and address. The address is part of it so that nobody can lock a user out
 * from elsewhere.
 */
export class LoginThrottle {
  readonly #limits: Pick<Limits, "loginFailuresMax" | "loginWindowMs">;
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(limits: Pick<Limits, "loginFailuresMax" | "loginWindowMs">, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Milliseconds until a password is looked at again; 0 when now. */
  waitMs(source: LoginSource): number {
    const { count, firstMs } = this.#current(keyOf(source));
    if (count < this.#limits.loginFailuresMax) return 0;
    return firstMs + this.#limits.loginWindowMs - this.#clock.now();
  }

  failed(source: LoginSource): void {
    const key = keyOf(source);
    const { count, firstMs } = this.#current(key);
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size >= sourcesMax && oldest !== undefined) this.#failures.delete(oldest);
    this.#failures.set(key, { count: count + 1, firstMs });
  }

  succeeded(source: LoginSource): void {
    this.#failures.delete(keyOf(source));
  }

  #current(key: string): Failures {
    const now = this.#clock.now();
    const known = this.#failures.get(key);
    const fresh = known !== undefined && now - known.firstMs < this.#limits.loginWindowMs;
    return fresh ? known : { count: 0, firstMs: now };
  }
}

function keyOf({ name, address }: LoginSource): string {
  return `${address}\0${name}`;
}
