import { DateTime } from "./date/date-time.ts";
import { LocalDate } from "./date/local-date.ts";
import { LocalDateTime } from "./date/local-date-time.ts";
import { LocalTime } from "./date/local-time.ts";
import { FunctionValue } from "./function-value.ts";
import { RegexValue } from "./regex-value.ts";
import type { Value } from "./value.ts";

/** What an expression computes with: values of documents, functions, regular expressions, and containers of them. */
export type Operand = Scalar | Operand[] | OperandMap | FunctionValue | RegexValue;

export interface OperandMap {
  [key: string]: Operand;
}

export type DateValue = DateTime | LocalDate | LocalTime | LocalDateTime;
type Scalar = Exclude<Value, Value[] | { [key: string]: Value }>;

const mapPrototype: unknown = Object.prototype;

/** Whether a value is a map of a document: a plain object, not a date, bytes, list or function. */
export function isMap(value: Operand | undefined): value is OperandMap {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === mapPrototype || prototype === null;
}

export function isDateValue(value: Operand | undefined): value is DateValue {
  return (
    value instanceof DateTime ||
    value instanceof LocalDate ||
    value instanceof LocalDateTime ||
    value instanceof LocalTime
  );
}

/** Whether every argument may be handed to a native function, which takes values of documents only. */
export function areValues(values: readonly Operand[]): values is readonly Value[] {
  return values.every(isValue);
}

/** Whether a value can stand in a document, seen from its top. */
export function isValue(value: Operand): value is Value {
  return !(value instanceof FunctionValue) && !(value instanceof RegexValue);
}
