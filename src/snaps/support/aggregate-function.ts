import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import { isDateValue, type DateValue } from "../../expr/operand.ts";
import { toText } from "../../expr/to-text.ts";
import type { Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { compareScalars, isScalar } from "./compare-keys.ts";
import { describeValue } from "./describe-value.ts";
import { exactSum } from "./exact-sum.ts";
import { toNumeric } from "./to-numeric.ts";

/** A function over the values of a group. Null never reaches it. */
export interface AggregateFunction {
  /** The value in the form that is gathered; throws for one that the function cannot take. */
  readonly prepare: (value: Value, source: string) => Value;
  readonly start: () => Accumulator;
}

/** What a function knows of one group so far. */
export interface Accumulator {
  /** Takes a prepared value in, and says by how many bytes, estimated, it has grown. */
  readonly add: (value: Value) => number;
  /** Null when there was no value. */
  readonly result: () => Value;
}

export const aggregateFunctionNames = [
  "COUNT",
  "SUM",
  "AVG",
  "MIN",
  "MAX",
  "CONCAT",
  "UNIQUE_CONCAT",
] as const;

export type AggregateFunctionName = (typeof aggregateFunctionNames)[number];

export const aggregateFunctions: Readonly<Record<AggregateFunctionName, AggregateFunction>> = {
  COUNT: { prepare: (value) => value, start: count },
  SUM: { prepare: numeric, start: sum },
  AVG: { prepare: numericOrDate, start: average },
  MIN: { prepare: ordered, start: () => extreme(-1) },
  MAX: { prepare: ordered, start: () => extreme(1) },
  CONCAT: { prepare: scalarText, start: concat },
  UNIQUE_CONCAT: { prepare: scalarText, start: uniqueConcat },
};

const separator = "|";

function count(): Accumulator {
  let seen = 0;
  return {
    add: () => {
      seen++;
      return 0;
    },
    result: () => seen,
  };
}

function sum(): Accumulator {
  const total = exactSum();
  let empty = true;
  return {
    add: (value) => {
      empty = false;
      if (typeof value === "number" || typeof value === "bigint") total.add(value);
      return 0;
    },
    result: () => (empty ? null : total.total()),
  };
}

function average(): Accumulator {
  const total = exactSum();
  let seen = 0;
  let date: DateValue | undefined;
  return {
    add: (value) => {
      seen++;
      if (typeof value === "number" || typeof value === "bigint") total.add(value);
      else if (isDateValue(value)) {
        date = value;
        total.add(instantOf(value));
      }
      return 0;
    },
    result: () => {
      if (seen === 0) return null;
      const mean = total.average(seen);
      return date === undefined ? mean : dateAt(Math.round(mean), date);
    },
  };
}

function extreme(sign: 1 | -1): Accumulator {
  let best: Value = null;
  return {
    add: (value) => {
      if (best === null || compareScalars(value, best) * sign > 0) best = value;
      return 0;
    },
    result: () => best,
  };
}

function concat(): Accumulator {
  const texts: string[] = [];
  return {
    add: (value) => {
      const text = toText(value);
      texts.push(text);
      return text.length + 24;
    },
    result: () => (texts.length === 0 ? null : texts.join(separator)),
  };
}

function uniqueConcat(): Accumulator {
  const texts = new Set<string>();
  return {
    add: (value) => {
      const text = toText(value);
      if (texts.has(text)) return 0;
      texts.add(text);
      return text.length + 48;
    },
    result: () => (texts.size === 0 ? null : [...texts].join(separator)),
  };
}

function numeric(value: Value, source: string): Value {
  const number = toNumeric(value);
  if (number === undefined) throw unusable(value, source, "a number, or text that is one");
  return number;
}

function numericOrDate(value: Value, source: string): Value {
  return isDateValue(value) ? value : numeric(value, source);
}

function ordered(value: Value, source: string): Value {
  if (typeof value !== "boolean" && isScalar(value)) return value;
  throw unusable(value, source, "a number, text or a date");
}

function scalarText(value: Value, source: string): Value {
  if (isScalar(value)) return toText(value);
  throw unusable(value, source, "text, a number, a boolean or a date");
}

function unusable(value: Value, source: string, expected: string): SnapFailure {
  return new SnapFailure(
    `${source} cannot be aggregated`,
    `Expected ${expected} at ${source}; found ${describeValue(value)}.`,
    "Mend the value before the Aggregate, or filter the document out.",
  );
}

function instantOf(date: DateValue): number {
  if (date instanceof DateTime) return date.epochMs;
  if (date instanceof LocalDateTime) return date.localMs;
  return date instanceof LocalDate ? date.epochDay : date.msOfDay;
}

/** The date of the kind of `like` that `instantOf` gives `instant` for. */
function dateAt(instant: number, like: DateValue): Value {
  if (like instanceof DateTime) return new DateTime(instant, like.zone);
  if (like instanceof LocalDateTime) return new LocalDateTime(instant);
  return like instanceof LocalDate ? new LocalDate(instant) : new LocalTime(instant);
}
