import type { NativeCall, NativeFunction } from "../native.ts";
import type { Value } from "../value.ts";
import { epochMsMax } from "./civil.ts";
import type { DateKind } from "./date-kind.ts";
import { isDateValue, type DateValue } from "./date-value.ts";

/** A method of one type of dates; the compiler hands it no other receiver. */
export function dateMethod<T extends DateValue>(
  kind: DateKind<T>,
  body: (self: T, args: readonly Value[], call: NativeCall) => Value,
): NativeFunction {
  return (receiver, args, call) => {
    if (kind.is(receiver)) return body(receiver, args, call);
    return call.fail(
      "date-receiver",
      `This method belongs to ${kind.name}`,
      `Expected a ${kind.name}, found ${shownValue(receiver)}.`,
      "Make a date of the value first, as in `Date.parse($field)`.",
    );
  };
}

/** A whole number given as a number or, as parameters are, as text; a fraction is cut off. */
export function wholeNumber(value: Value | undefined, what: string, call: NativeCall): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return Math.trunc(number) + 0;
  if (typeof number === "bigint") return Number(number);
  return call.fail(
    "date-argument",
    `${what} takes a number`,
    `Expected a whole number, found ${value === undefined ? "no argument" : shownValue(value)}.`,
    `Pass a number, as in \`${what}(1)\`, or turn text into one with \`parseInt($field)\`.`,
  );
}

/** The date itself, unless it lies outside of what can be represented. */
export function withinRange<T extends DateValue>(kind: DateKind<T>, date: T, call: NativeCall): T {
  if (Math.abs(kind.ms(date)) <= epochMsMax) return date;
  return failRange(call, kind.name);
}

export function failRange(call: NativeCall, name: string): never {
  return call.fail(
    "date-out-of-range",
    `This ${name} is too far from now`,
    "Expected an instant within 271,821 years of 1970 (epochMsMax), found one beyond.",
    "Use a smaller number. A number given to Date.parse counts milliseconds since 1970.",
  );
}

/** A value as an error text shows it, cut to a readable length. */
export function shownValue(value: Value): string {
  if (value === null || typeof value === "number" || typeof value === "boolean")
    return String(value);
  if (typeof value === "string") {
    return value.length <= 60 ? `"${value}"` : `"${value.slice(0, 60)}…"`;
  }
  if (Array.isArray(value)) return "an array";
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return "binary content";
  return isDateValue(value) ? `the date ${value.toString()}` : "an object";
}
