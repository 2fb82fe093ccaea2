import { isoTimeText } from "./iso-text.ts";

/** A time of day, without date or zone. */
export class LocalTime {
  /** Milliseconds since midnight, 0 to 86,399,999. */
  readonly msOfDay: number;

  constructor(msOfDay: number) {
    this.msOfDay = msOfDay;
  }

  equals(other: unknown): boolean {
    return other instanceof LocalTime && other.msOfDay === this.msOfDay;
  }

  compareTo(other: LocalTime): number {
    return this.msOfDay - other.msOfDay;
  }

  valueOf(): number {
    return this.msOfDay;
  }

  /** `20:03:58.453`. */
  toString(): string {
    return isoTimeText(this.msOfDay);
  }

  toJSON(): string {
    return this.toString();
  }
}
