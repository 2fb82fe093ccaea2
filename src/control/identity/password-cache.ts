import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock.ts";

const entriesMax = 1_000;
const lifeMs = 10 * 60 * 1000;

/**
 * Remembers which passwords were right and which were wrong, so that each costs scrypt once and not on every request.
 * It holds keyed hashes only; a changed password has another stored hash and so another entry.
 */
export class PasswordCache {
  readonly #key = randomBytes(32);
  readonly #right = new Map<string, number>();
  readonly #wrong = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the password was right; nothing when it has to be checked. */
  knows(storedHash: string, password: string): boolean | undefined {
    const entry = this.#entry(storedHash, password);
    if (this.#has(this.#right, entry)) return true;
    return this.#has(this.#wrong, entry) ? false : undefined;
  }

  remember(storedHash: string, password: string, right: boolean): void {
    const entries = right ? this.#right : this.#wrong;
    const oldest = entries.keys().next().value;
    if (entries.size >= entriesMax && oldest !== undefined) entries.delete(oldest);
    entries.set(this.#entry(storedHash, password), this.#clock.now() + lifeMs);
  }

  #has(entries: Map<string, number>, entry: string): boolean {
    const expiresMs = entries.get(entry);
    if (expiresMs === undefined) return false;
    if (expiresMs > this.#clock.now()) return true;
    entries.delete(entry);
    return false;
  }

  #entry(storedHash: string, password: string): string {
    return createHmac("sha256", this.#key).update(`${storedHash}\0${password}`).digest("base64");
  }
}
