import { isoDateTimeText, isoOffsetText } from "./iso-text.ts";
import { offsetMsAt } from "./zone.ts";

/** An instant, and the zone in which its fields are read. Two are equal when they are the same instant. */
export class DateTime {
  /** Milliseconds since 1970-01-01T00:00:00Z; whole, and within `epochMsMax`. */
  readonly epochMs: number;
  /** `UTC`, an IANA name such as `America/New_York`, or an offset such as `+05:30`. */
  readonly zone: string;

  constructor(epochMs: number, zone = "UTC") {
    this.epochMs = epochMs;
    this.zone = zone;
  }

  /** What the zone's wall clock shows, as milliseconds since 1970-01-01T00:00. */
  get localMs(): number {
    return this.epochMs + this.offsetMs;
  }

  /** How far the zone is ahead of UTC at this instant. */
  get offsetMs(): number {
    return this.zone === "UTC" ? 0 : offsetMsAt(this.zone, this.epochMs);
  }

  equals(other: unknown): boolean {
    return other instanceof DateTime && other.epochMs === this.epochMs;
  }

  compareTo(other: DateTime): number {
    return this.epochMs - other.epochMs;
  }

  valueOf(): number {
    return this.epochMs;
  }

  /** `2018-04-27T20:03:58.453Z`. */
  toString(): string {
    const offsetMs = this.offsetMs;
    return isoDateTimeText(this.epochMs + offsetMs) + isoOffsetText(offsetMs);
  }

  toJSON(): string {
    return this.toString();
  }
}
