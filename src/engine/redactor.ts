import { setOwn } from "../base/json.ts";
import type { AccountValue, NamedText } from "./account-fields.ts";
import type { BoundAccount } from "./accounts.ts";

/** What stands where a secret stood. */
export const redacted = "[secret]";

/** A shorter secret is taken out only where it stands as a word of its own: `a` is in every sentence. */
const anywhereLengthMin = 6;

/**
 * Takes the secrets of a run's accounts out of every text that leaves the run: as they are, and as URLs, JSON, Base64
 * and Basic authorization spell them.
 */
export class Redactor {
  readonly #spellings = new Set<string>();
  #pattern: RegExp | undefined;

  get isEmpty(): boolean {
    return this.#spellings.size === 0;
  }

  learn(account: BoundAccount): void {
    const { secrets, values } = account;
    const texts = Object.values(values).filter((value) => typeof value === "string");
    for (const key of secrets) {
      const value = values[key];
      if (typeof value === "string") this.add(value, texts);
      if (isRows(value)) for (const row of value) this.add(row.value);
    }
  }

  /** `companions` are texts that go before a secret with a colon, as the user name does in Basic authorization. */
  add(secret: string, companions: readonly string[] = []): void {
    if (secret === "") return;
    for (const text of [secret, ...secret.split(/\r?\n/).filter((line) => line.length >= 16)]) {
      this.#spellings.add(text);
      this.#spellings.add(encodeURIComponent(text.toWellFormed()));
      this.#spellings.add(new URLSearchParams({ a: text }).toString().slice(2));
      this.#spellings.add(JSON.stringify(text).slice(1, -1));
    }
    for (const text of [secret, ...companions.map((companion) => `${companion}:${secret}`)]) {
      for (const encoding of ["base64", "base64url", "hex"] as const) {
        this.#spellings.add(Buffer.from(text).toString(encoding).replace(/=+$/, ""));
      }
    }
    this.#pattern = undefined;
  }

  text(text: string): string {
    if (this.isEmpty) return text;
    this.#pattern ??= patternOf(this.#spellings);
    return text.replace(this.#pattern, redacted);
  }

  /** A copy without secrets, in values and keys at any depth; the value itself when there are no secrets. */
  value<T>(value: T): T;
  value(value: unknown): unknown {
    return this.isEmpty ? value : this.#copy(value);
  }

  #copy(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#copy(item));
    if (typeof value !== "object" || value === null || !isPlain(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) setOwn(copy, this.text(key), this.#copy(item));
    return copy;
  }
}

function isRows(value: AccountValue | undefined): value is readonly NamedText[] {
  return Array.isArray(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Longest first, so that a secret that begins another leaves nothing of it. */
function patternOf(spellings: ReadonlySet<string>): RegExp {
  const sources = [...spellings]
    .filter((text) => text !== "")
    .toSorted((a, b) => b.length - a.length)
    .map((text) =>
      text.length < anywhereLengthMin
        ? `(?<![\\p{L}\\p{N}_])${escaped(text)}(?![\\p{L}\\p{N}_])`
        : escaped(text),
    );
  return new RegExp(sources.join("|"), "gu");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
