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
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: Json, context?: { source?: string }) => {
    const source = context?.source;
    const large = typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined;
    return large && /^-?\d+$/.test(source) ? BigInt(source) : value;
  });
}

/** Prints JSON; a `bigint` prints as the integer it is. */
export function printJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === "bigint" ? JSON.rawJSON(item.toString()) : item),
    indent,
  );
}
