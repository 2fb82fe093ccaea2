import type { CallSite } from "../call-site.ts";
import { callMethod, type MethodTable } from "../method.ts";
import { areValues, isDateValue, isMap, type Operand } from "../operand.ts";
import { arrayMethods } from "./array-methods.ts";
import { bytesMethods } from "./bytes-methods.ts";
import { dateMethodNames, dateMethodsOf } from "./dates.ts";
import { numberMethods } from "./number-methods.ts";
import { objectMethods } from "./object-methods.ts";
import { plainMethods } from "./plain-methods.ts";
import { stringMethods } from "./string-methods.ts";

type BoundCall = (site: CallSite, values: readonly Operand[]) => Operand;

/** Finds the method of a name for a receiver, by the receiver's type. */
export function methodFinder(name: string): (receiver: Operand) => BoundCall | undefined {
  return (receiver) => {
    if (typeof receiver === "string") return bound(stringMethods, name, receiver);
    if (typeof receiver === "number" || typeof receiver === "bigint") {
      return bound(numberMethods, name, receiver);
    }
    if (Array.isArray(receiver)) return bound(arrayMethods, name, receiver);
    if (receiver instanceof Uint8Array) return bound(bytesMethods, name, receiver);
    if (isDateValue(receiver)) return boundDate(name, receiver);
    return isMap(receiver)
      ? bound(objectMethods, name, receiver)
      : bound(plainMethods, name, receiver);
  };
}

function bound<Receiver>(
  table: MethodTable<Receiver>,
  name: string,
  receiver: Receiver,
): BoundCall | undefined {
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  return method === undefined
    ? undefined
    : (site, values) => callMethod(method, site, receiver, values);
}

function boundDate(name: string, receiver: Operand): BoundCall | undefined {
  if (!isDateValue(receiver)) return undefined;
  const table = dateMethodsOf(receiver);
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  if (method === undefined) return undefined;
  return (site, values) => (areValues(values) ? method(receiver, values, site) : null);
}

/** The methods that a value has, sorted. */
export function methodNamesFor(receiver: Operand): readonly string[] {
  if (isDateValue(receiver)) return Object.keys(dateMethodsOf(receiver)).toSorted();
  return Object.keys(tableOf(receiver)).toSorted();
}

function tableOf(receiver: Operand): object {
  if (typeof receiver === "string") return stringMethods;
  if (typeof receiver === "number" || typeof receiver === "bigint") return numberMethods;
  if (Array.isArray(receiver)) return arrayMethods;
  if (receiver instanceof Uint8Array) return bytesMethods;
  return isMap(receiver) ? objectMethods : plainMethods;
}

/** Every method of any type, for the checker. */
export function allMethodNames(): ReadonlySet<string> {
  const tables = [
    stringMethods,
    numberMethods,
    arrayMethods,
    bytesMethods,
    objectMethods,
    plainMethods,
  ];
  return new Set([...tables.flatMap((table) => Object.keys(table)), ...dateMethodNames()]);
}
