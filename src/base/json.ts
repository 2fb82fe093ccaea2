declare global {
  interface JSON {
    /** Text that `JSON.stringify` copies as it stands; in V8, not yet in the TypeScript library. */
    rawJSON(text: string): unknown;
  }
}

/** What a JSON text can hold. Integers beyond 2^53 are kept as `bigint`. */
export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Sets an own property whatever the key is called; `__proto__` is a key like any other. */
export function setOwn<T>(target: Record<string, T>, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else {
    target[key] = value;
  }
}

/** Reads an own property, never an inherited one. */
export function getOwn<T>(target: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON and keeps every digit of an integer beyond 2^53, as a `bigint`. Throws `SyntaxError`. */
export function parseJson(text: string): Json {
  if (!hasLongDigits(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: Json, context?: { source?: string }) => {
    const source = context?.source;
    const large = typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined;
    return large && /^-?\d+$/.test(source) ? BigInt(source) : value;
  });
}

/** Digits of the shortest integer beyond 2^53. */
const longDigits = 16;

/** Whether so many digits follow each other: one of them then stands at a multiple, so that few characters are read. */
function hasLongDigits(text: string): boolean {
  for (let at = longDigits - 1; at < text.length; at += longDigits) {
    if (!isDigitAt(text, at)) continue;
    let start = at;
    while (isDigitAt(text, start - 1)) start--;
    let end = at + 1;
    while (end - start < longDigits && isDigitAt(text, end)) end++;
    if (end - start >= longDigits) return true;
  }
  return false;
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Prints JSON; a `bigint` prints as the integer it is. */
export function printJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch {
    return printWithIntegers(value, indent);
  }
}

/** With a replacer, which costs several times as much: `JSON.stringify` knows no `bigint`. */
function printWithIntegers(value: unknown, indent: number | undefined): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === "bigint" ? JSON.rawJSON(item.toString()) : item),
    indent,
  );
}
