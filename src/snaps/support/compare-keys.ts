import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import type { Value } from "../../expr/value.ts";

/** Orders two lists of key values, each as long as the other. */
export type CompareKeys = (a: readonly Value[], b: readonly Value[]) => number;

interface KeyOrder {
  /** One for each key: 1 for ascending, -1 for descending. */
  readonly directions: readonly (1 | -1)[];
  /** `null` counts as greater than every value, otherwise as smaller. */
  readonly nullGreater: boolean;
}

/** Makes the comparison of Sort and Join: key by key, each in its direction. */
export function compareKeysBy({ directions, nullGreater }: KeyOrder): CompareKeys {
  const nullOrder = nullGreater ? 1 : -1;
  return (a, b) => {
    for (let index = 0; index < directions.length; index++) {
      const left = a[index] ?? null;
      const right = b[index] ?? null;
      const compared = compareWithNull(left, right, nullOrder);
      if (compared !== 0) return compared * (directions[index] ?? 1);
    }
    return 0;
  };
}

function compareWithNull(a: Value, b: Value, nullOrder: 1 | -1): number {
  if (a === null) return b === null ? 0 : nullOrder;
  if (b === null) return -nullOrder;
  return compareScalars(a, b);
}

/**
 * A total order on scalars: numbers by value (NaN last), text by UTF-16 code unit, dates by time. Values of different
 * kinds never count as equal; kinds follow each other as boolean, number, text, date-time, local date-time, date, time.
 */
export function compareScalars(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  const kinds = kindOf(a) - kindOf(b);
  if (kinds !== 0) return kinds;
  const left = comparableOf(a);
  const right = comparableOf(b);
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}

/** Whether a value can be a key: not a list, not an object, not binary. */
export function isScalar(value: Value): boolean {
  return typeof value !== "object" || value === null || kindOf(value) < kinds.other;
}

const kinds = { number: 1, string: 2, dateTime: 3, localDateTime: 4, date: 5, time: 6, other: 7 };

function kindOf(value: Value): number {
  if (typeof value === "boolean") return 0;
  if (typeof value === "number" || typeof value === "bigint") return kinds.number;
  if (typeof value === "string") return kinds.string;
  if (value instanceof DateTime) return kinds.dateTime;
  if (value instanceof LocalDateTime) return kinds.localDateTime;
  if (value instanceof LocalDate) return kinds.date;
  return value instanceof LocalTime ? kinds.time : kinds.other;
}

function comparableOf(value: Value): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return Number(value);
}
