import { hasControls } from "../../../engine/egress/read-host.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Value } from "../../../expr/value.ts";
import { valueText } from "../text/value-text.ts";

/** A name and a value as a setting has them; a list stands for the parameter several times, null for none. */
export type Pair = readonly [name: string, value: Value];

export interface QueryOptions {
  /** Names and values are encoded already. */
  readonly encoded: boolean;
  /** A blank becomes `+` instead of `%20`. */
  readonly plus: boolean;
}

/** The URL with parameters added to its query. A value stays a value: what it holds never becomes part of the URL around it. */
export function withQuery(url: URL, pairs: readonly Pair[], options: QueryOptions): URL {
  const parts = pairs.flatMap(([name, value]) =>
    valuesOf(value).map((text) => `${encode(name, options)}=${encode(text, options)}`),
  );
  if (parts.length === 0) return url;
  const added = new URL(url);
  added.search = [url.search.replace(/^\?/, ""), ...parts].filter((part) => part !== "").join("&");
  return added;
}

/** As `withQuery`, in place of parameters of the same names. */
export function overQuery(url: URL, pairs: readonly Pair[], options: QueryOptions): URL {
  const names = new Set(pairs.map(([name]) => name));
  const kept = url.search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part !== "" && !names.has(decoded(part.split("=")[0] ?? "")));
  const bare = new URL(url);
  bare.search = kept.join("&");
  return withQuery(bare, pairs, options);
}

/** The texts of a value that may be a list. */
export function valuesOf(value: Value): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  return [valueText(value)];
}

function encode(text: string, { encoded, plus }: QueryOptions): string {
  if (!encoded) {
    const safe = encodeURIComponent(text.toWellFormed());
    return plus ? safe.replaceAll("%20", "+") : safe;
  }
  if (!hasControls(text) && !/[&#]/.test(text)) return text;
  throw new SnapFailure(
    "A query parameter is not encoded",
    `With \`preventURLEncoding\` names and values are sent as they are; found a blank, "&", "#" or a control character in ${JSON.stringify(text.slice(0, 100))}.`,
    "Turn `preventURLEncoding` off, or encode the value with encodeURIComponent.",
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
}
