import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock.ts";

const entriesMax = 1_000;
const lifeMs = 10 * 60 * 1000;

/**
 * Remembers which passwords were right, so that Basic costs scrypt once and not on every request. It holds keyed
 * hashes only; a changed password has another stored hash and so another entry.
 */
export class PasswordCache {
  readonly #key = randomBytes(32);
  readonly #expires = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has(storedHash: string, password: string): boolean {
    const entry = this.#entry(storedHash, password);
    const expiresMs = this.#expires.get(entry);
    if (expiresMs === undefined) return false;
    if (expiresMs > this.#clock.now()) return true;
    this.#expires.delete(entry);
    return false;
  }

  add(storedHash: string, password: string): void {
    const oldest = this.#expires.keys().next().value;
    if (this.#expires.size >= entriesMax && oldest !== undefined) this.#expires.delete(oldest);
    this.#expires.set(this.#entry(storedHash, password), this.#clock.now() + lifeMs);
  }

  #entry(storedHash: string, password: string): string {
    return createHmac("sha256", this.#key).update(`${storedHash}\0${password}`).digest("base64");
  }
}
