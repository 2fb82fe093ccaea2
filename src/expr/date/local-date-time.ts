import { isoDateTimeText } from "./iso-text.ts";

/** A day and a time of day, without zone. */
export class LocalDateTime {
  /** Milliseconds since 1970-01-01T00:00 on the wall clock. */
  readonly localMs: number;

  constructor(localMs: number) {
    this.localMs = localMs;
  }

  equals(other: unknown): boolean {
    return other instanceof LocalDateTime && other.localMs === this.localMs;
  }

  compareTo(other: LocalDateTime): number {
    return this.localMs - other.localMs;
  }

  valueOf(): number {
    return this.localMs;
  }

  /** `2018-04-27T20:03:58.453`. */
  toString(): string {
    return isoDateTimeText(this.localMs);
  }

  toJSON(): string {
    return this.toString();
  }
}
