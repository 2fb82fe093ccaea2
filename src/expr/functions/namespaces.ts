import type { Method, MethodTable } from "../method.ts";
import { dateNamespace, dateNamespaceNames } from "./dates.ts";
import {
  base64Functions,
  bytesFunctions,
  digestFunctions,
  gzipFunctions,
  htmlFunctions,
  iconvFunctions,
} from "./encoding.ts";
import { compiledFunctions, globalFunctions } from "./globals.ts";
import { jsonFunctions } from "./json.ts";
import { mathConstants, mathFunctions } from "./math.ts";
import { objectFunctions, stringFunctions } from "./object-statics.ts";
import { slFunctions } from "./sl.ts";

const tables: Readonly<Record<string, MethodTable<null>>> = {
  Base64: base64Functions,
  Digest: digestFunctions,
  GZip: gzipFunctions,
  HTML: htmlFunctions,
  JSON: jsonFunctions,
  Math: mathFunctions,
  Object: objectFunctions,
  String: stringFunctions,
  Uint8Array: bytesFunctions,
  iconv: iconvFunctions,
  sl: slFunctions,
};

/** Functions whose answer differs from call to call. */
const volatileFunctions = new Set([
  "Date.now",
  "LocalDate.now",
  "LocalTime.now",
  "LocalDateTime.now",
  "Math.random",
  "Math.randomUUID",
]);

/** The functions of a namespace such as `Math`, or `undefined` when there is no such namespace. */
export function namespaceFunctions(name: string): MethodTable<null> | undefined {
  return (Object.hasOwn(tables, name) ? tables[name] : undefined) ?? dateNamespace(name);
}

export function namespaceNames(): readonly string[] {
  return [...Object.keys(tables), ...dateNamespaceNames()];
}

export function globalFunctionNames(): readonly string[] {
  return [...Object.keys(globalFunctions), ...compiledFunctions];
}

export function namespaceConstant(namespace: string, name: string): number | undefined {
  return namespace === "Math" && Object.hasOwn(mathConstants, name)
    ? mathConstants[name]
    : undefined;
}

/** The names after the dot: functions, and the constants of `Math`. */
export function namespaceMemberNames(namespace: string): readonly string[] {
  const functions = Object.keys(namespaceFunctions(namespace) ?? {});
  return namespace === "Math" ? [...functions, ...Object.keys(mathConstants)] : functions;
}

/** A global function, or a function of a namespace. */
export function findFunction(
  namespace: string | undefined,
  name: string,
): Method<null> | undefined {
  const table = namespace === undefined ? globalFunctions : namespaceFunctions(namespace);
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

export function isVolatile(namespace: string | undefined, name: string): boolean {
  return volatileFunctions.has(namespace === undefined ? name : `${namespace}.${name}`);
}
