import { dateMethods, dateMethodTables } from "../date/date-functions.ts";
import { dateParsers, dateStatics, type ParseDate } from "../date/date-statics.ts";
import { DateTime } from "../date/date-time.ts";
import { LocalDate } from "../date/local-date.ts";
import { LocalDateTime } from "../date/local-date-time.ts";
import { LocalTime } from "../date/local-time.ts";
import type { CallSite } from "../call-site.ts";
import type { Fixed, Method, MethodTable, Variadic } from "../method.ts";
import type { NativeFunction } from "../native.ts";
import { areValues, isDateValue, isValue, type DateValue, type Operand } from "../operand.ts";
import type { Value } from "../value.ts";

type NativeTable = Readonly<Record<string, NativeFunction>>;

/** The methods of a date by name. */
export function dateMethodsOf(receiver: DateValue): NativeTable {
  return dateMethods(receiver) ?? {};
}

/** Finds the method of a name for a date, by the date's type. */
export function dateMethodFinder(
  name: string,
): (receiver: DateValue) => Method<Operand> | undefined {
  const methodOf = (table: NativeTable): Method<Operand> | undefined => {
    const native = Object.hasOwn(table, name) ? table[name] : undefined;
    return native === undefined ? undefined : methodOfDate(native);
  };
  const dateTime = methodOf(dateMethodTables.Date);
  const localDateTime = methodOf(dateMethodTables.LocalDateTime);
  const localDate = methodOf(dateMethodTables.LocalDate);
  const localTime = methodOf(dateMethodTables.LocalTime);
  return (receiver) => {
    if (receiver instanceof DateTime) return dateTime;
    if (receiver instanceof LocalDateTime) return localDateTime;
    return receiver instanceof LocalDate ? localDate : localTime;
  };
}

/** A method of dates as one of the language. A function or regular expression among its arguments gives null. */
function methodOfDate(native: NativeFunction): Variadic<Operand> {
  return {
    variadic: (site, receiver, values) =>
      isDateValue(receiver) && areValues(values) ? native(receiver, values, site) : null,
  };
}

/** The methods of all four date types. */
export function dateMethodNames(): readonly string[] {
  const samples = [new DateTime(0), new LocalDate(0), new LocalTime(0), new LocalDateTime(0)];
  return samples.flatMap((sample) => Object.keys(dateMethodsOf(sample)));
}

/** The functions of a date namespace, such as `Date.parse`, or `undefined` when there is no such namespace. */
export function dateNamespace(name: string): MethodTable<null> | undefined {
  const tables: Readonly<Record<string, NativeTable>> = dateStatics;
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (table === undefined) return undefined;
  const functions = Object.entries(table).map(([key, native]) => [key, lifted(native)] as const);
  const parsers: Readonly<Record<string, ParseDate>> = dateParsers;
  const parse = parsers[name];
  return { ...Object.fromEntries(functions), ...(parse && { parse: parseFunction(parse) }) };
}

export function dateNamespaceNames(): readonly string[] {
  return Object.keys(dateStatics);
}

function lifted(native: NativeFunction): Variadic<null> {
  return { variadic: (site, _receiver, values) => callNative(native, site, values) };
}

function callNative(native: NativeFunction, site: CallSite, values: readonly Operand[]): Operand {
  return areValues(values) ? native(null, values, site) : takesNoFunction(site);
}

/** `parse` runs for every document, so it takes its arguments without a list. */
function parseFunction(parse: ParseDate): Fixed<null> {
  return (site, _receiver, value, pattern, other) => {
    if (!isArgument(value) || !isArgument(pattern) || !isArgument(other)) {
      return takesNoFunction(site);
    }
    return parse(value, pattern, site);
  };
}

function isArgument(value: Operand | undefined): value is Value | undefined {
  return typeof value !== "object" || isValue(value);
}

function takesNoFunction(site: CallSite): never {
  return site.fail(
    "wrong-argument",
    `${site.name} takes no function.`,
    "Expected texts and numbers and found a function or regular expression.",
    `Write \`${site.name}($field)\`.`,
  );
}
