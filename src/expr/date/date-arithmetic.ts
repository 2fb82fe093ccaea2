import { didYouMean } from "../../base/nearest.ts";
import type { NativeCall, NativeFunction } from "../native.ts";
import { isValueMap } from "../path/value-map.ts";
import type { Value } from "../value.ts";
import { msPerHour, msPerMinute } from "./civil.ts";
import { dateMethod, wholeNumber, withinRange } from "./date-argument.ts";
import type { MethodTable } from "./date-getters.ts";
import type { DateKind, Shift } from "./date-kind.ts";
import type { DateValue } from "./date-value.ts";

/** `plus` and `minus` and their forms for one unit, such as `plusDays`, for one type of dates. */
export function arithmeticMethods<T extends DateValue>(kind: DateKind<T>): MethodTable {
  const table: Record<string, NativeFunction> = {};
  for (const [prefix, sign] of [
    ["plus", 1],
    ["minus", -1],
  ] as const) {
    table[prefix] = plusMethod(kind, prefix, sign);
    for (const [unit, shiftOf] of unitsOf(kind)) {
      const name = prefix + unit;
      table[name] = dateMethod(kind, (self, args, call) => {
        const amount = sign * wholeNumber(args[0], name, call);
        return withinRange(kind, kind.shift(self, shiftOf(amount)), call);
      });
    }
  }
  return table;
}

type ShiftOf = (amount: number) => Shift;

const dayUnits: Readonly<Record<string, ShiftOf>> = {
  Years: (amount) => ({ months: amount * 12, days: 0, ms: 0 }),
  Months: (amount) => ({ months: amount, days: 0, ms: 0 }),
  Weeks: (amount) => ({ months: 0, days: amount * 7, ms: 0 }),
  Days: (amount) => ({ months: 0, days: amount, ms: 0 }),
};

const timeUnits: Readonly<Record<string, ShiftOf>> = {
  Hours: (amount) => ({ months: 0, days: 0, ms: amount * msPerHour }),
  Minutes: (amount) => ({ months: 0, days: 0, ms: amount * msPerMinute }),
  Seconds: (amount) => ({ months: 0, days: 0, ms: amount * 1000 }),
  Millis: (amount) => ({ months: 0, days: 0, ms: amount }),
};

function unitsOf(kind: {
  readonly hasDate: boolean;
  readonly hasTime: boolean;
}): [string, ShiftOf][] {
  return [
    ...(kind.hasDate ? Object.entries(dayUnits) : []),
    ...(kind.hasTime ? Object.entries(timeUnits) : []),
  ];
}

/** Takes milliseconds, or a map of units such as `{"days": 1, "hours": 12}`. */
function plusMethod<T extends DateValue>(
  kind: DateKind<T>,
  name: string,
  sign: 1 | -1,
): NativeFunction {
  return dateMethod(kind, (self, args, call) => {
    const [amount] = args;
    const shift: Shift = isValueMap(amount)
      ? shiftOfMap(kind, name, sign, amount, call)
      : { months: 0, days: 0, ms: sign * wholeNumber(amount, name, call) };
    return withinRange(kind, kind.shift(self, shift), call);
  });
}

function shiftOfMap<T extends DateValue>(
  kind: DateKind<T>,
  name: string,
  sign: 1 | -1,
  amounts: Readonly<Record<string, Value>>,
  call: NativeCall,
): Shift {
  const units = new Map(unitsOf(kind).map(([unit, shiftOf]) => [unit.toLowerCase(), shiftOf]));
  let total: Shift = { months: 0, days: 0, ms: 0 };
  for (const [key, value] of Object.entries(amounts)) {
    const shiftOf = units.get(key) ?? units.get(`${key}s`);
    if (shiftOf === undefined) return failUnit(name, key, [...units.keys()], call);
    const shift = shiftOf(sign * wholeNumber(value, name, call));
    total = {
      months: total.months + shift.months,
      days: total.days + shift.days,
      ms: total.ms + shift.ms,
    };
  }
  return total;
}

function failUnit(name: string, key: string, units: readonly string[], call: NativeCall): never {
  return call.fail(
    "date-unit",
    `${name} does not know the unit "${key}"`,
    `Expected ${units.map((unit) => `"${unit}"`).join(", ")}, found "${key}".`,
    `${didYouMean(key, units)} Write for example \`${name}({"${units[0] ?? "days"}": 1})\`.`.trim(),
  );
}
