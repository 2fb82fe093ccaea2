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
import { detachText, detachValue } from "./detach.ts";
import { addTo, averageOf, exactSum, totalOf, type ExactSum } from "./exact-sum.ts";
import { toNumeric } from "./to-numeric.ts";

/** A function over the values of a group. Null never reaches it. */
export interface AggregateFunction {
  /** The value in the form that is gathered; throws for one that the function cannot take. */
  readonly prepare: (value: Value, source: string) => Value;
  readonly start: () => AggregateState;
  /** Takes a prepared value in; returns the growth in estimated bytes. */
  readonly add: (state: AggregateState, value: Value) => number;
  /** Null when there was no value. */
  readonly result: (state: AggregateState) => Value;
}

/** What a function knows of one group so far: one shape for all of them, for there may be millions. */
export interface AggregateState {
  count: number;
  /** The extreme so far; for an average of dates, the last of them. */
  value: Value;
  readonly sum: ExactSum | undefined;
  readonly texts: Set<string> | string[] | undefined;
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
  COUNT: {
    prepare: (value) => value,
    start: () => stateOf(),
    add: addCount,
    result: (state) => state.count,
  },
  SUM: { prepare: numeric, start: () => stateOf(exactSum()), add: addNumber, result: total },
  AVG: {
    prepare: numericOrDate,
    start: () => stateOf(exactSum()),
    add: addNumber,
    result: average,
  },
  MIN: {
    prepare: ordered,
    start: () => stateOf(),
    add: addExtreme(-1),
    result: (state) => state.value,
  },
  MAX: {
    prepare: ordered,
    start: () => stateOf(),
    add: addExtreme(1),
    result: (state) => state.value,
  },
  CONCAT: {
    prepare: scalarText,
    start: () => stateOf(undefined, []),
    add: addText,
    result: joinTexts,
  },
  UNIQUE_CONCAT: {
    prepare: scalarText,
    start: () => stateOf(undefined, new Set()),
    add: addText,
    result: joinTexts,
  },
};

const separator = "|";

function stateOf(sum?: ExactSum, texts?: Set<string> | string[]): AggregateState {
  return { count: 0, value: null, sum, texts };
}

function addCount(state: AggregateState): number {
  state.count++;
  return 0;
}

function addNumber(state: AggregateState, value: Value): number {
  const { sum } = state;
  state.count++;
  if (sum === undefined) return 0;
  if (typeof value === "number" || typeof value === "bigint") addTo(sum, value);
  else if (isDateValue(value)) {
    state.value = value;
    addTo(sum, instantOf(value));
  }
  return 0;
}

function total({ count, sum }: AggregateState): Value {
  return count === 0 || sum === undefined ? null : totalOf(sum);
}

function average({ count, sum, value }: AggregateState): Value {
  if (count === 0 || sum === undefined) return null;
  const mean = averageOf(sum, count);
  return isDateValue(value) ? dateAt(Math.round(mean), value) : mean;
}

function addExtreme(sign: 1 | -1): (state: AggregateState, value: Value) => number {
  return (state, value) => {
    const best = state.value;
    if (best === null || compareScalars(value, best) * sign > 0) {
      state.value = detachValue(value);
    }
    return 0;
  };
}

function addText({ texts }: AggregateState, value: Value): number {
  const text = toText(value);
  if (Array.isArray(texts)) texts.push(detachText(text));
  else if (texts?.has(text) === true) return 0;
  else texts?.add(detachText(text));
  return text.length + 48;
}

function joinTexts({ texts = [] }: AggregateState): Value {
  const all = [...texts];
  return all.length === 0 ? null : all.join(separator);
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
