import { believe } from "../../base/believe.ts";
import type { Method, MethodTable } from "../method.ts";
import { isDateValue, isMap, type Operand } from "../operand.ts";
import { arrayMethods } from "./array-methods.ts";
import { bytesMethods } from "./bytes-methods.ts";
import { dateMethodFinder, dateMethodNames, dateMethodsOf } from "./dates.ts";
import { numberMethods } from "./number-methods.ts";
import { objectMethods } from "./object-methods.ts";
import { plainMethods } from "./plain-methods.ts";
import { stringMethods } from "./string-methods.ts";

/** Finds the method of a name for a receiver, by the receiver's type; `undefined` when that type has none. */
export type MethodFinder = (receiver: Operand) => Method<Operand> | undefined;

/**
 * Looks a name up in the tables of all types, once while compiling: a call then only asks for the receiver's type.
 * The method must be called with the receiver it was found for.
 */
export function methodFinder(name: string): MethodFinder {
  const text = named(stringMethods, name);
  const number = named(numberMethods, name);
  const list = named(arrayMethods, name);
  const bytes = named(bytesMethods, name);
  const map = named(objectMethods, name);
  const plain = named(plainMethods, name);
  const date = dateMethodFinder(name);
  return (receiver) => {
    if (typeof receiver === "string") return text;
    if (typeof receiver === "number" || typeof receiver === "bigint") return number;
    if (Array.isArray(receiver)) return list;
    if (receiver instanceof Uint8Array) return bytes;
    if (isDateValue(receiver)) return date(receiver);
    return isMap(receiver) ? map : plain;
  };
}

/** The method in its table, as one of any receiver: only the finder knows which. */
function named<Receiver>(table: MethodTable<Receiver>, name: string): Method<Operand> | undefined {
  return Object.hasOwn(table, name) ? believe<Method<Operand>>(table[name]) : undefined;
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
