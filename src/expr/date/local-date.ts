import { isoDateText } from "./iso-text.ts";

/** A day of the calendar, without time or zone. */
export class LocalDate {
  /** Whole days since 1970-01-01. */
  readonly epochDay: number;

  constructor(epochDay: number) {
    this.epochDay = epochDay;
  }

  equals(other: unknown): boolean {
    return other instanceof LocalDate && other.epochDay === this.epochDay;
  }

  compareTo(other: LocalDate): number {
    return this.epochDay - other.epochDay;
  }

  valueOf(): number {
    return this.epochDay;
  }

  /** `2018-04-27`. */
  toString(): string {
    return isoDateText(this.epochDay);
  }

  toJSON(): string {
    return this.toString();
  }
}
