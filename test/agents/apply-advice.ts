import { isObject } from "../../src/base/json.ts";
import type { Replacement } from "./advice.ts";
import type { Arguments, Call } from "./task.ts";

/** The text with each wrong name, where it stands as a word, replaced by the right one. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce(
    (mended, { wrong, right }) => mended.replaceAll(wholeWord(wrong), () => right),
    text,
  );
}

/** The call with each wrong name replaced, be it the tool, the name of an argument or in a value. */
export function replaceInCall(call: Call, replacements: readonly Replacement[]): Call {
  const replaced = (text: string): string => applyReplacements(text, replacements);
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(call.args)) {
    args[replaced(name)] = replaceInValue(value, replaced);
  }
  return { tool: replaced(call.tool), args };
}

/** The call with wrong names of the tool and of arguments replaced; values stay. */
export function replaceNames({ tool, args }: Call, replacements: readonly Replacement[]): Call {
  const replaced = (text: string): string => applyReplacements(text, replacements);
  const renamed = Object.entries(args).map(([name, value]) => [replaced(name), value]);
  return { tool: replaced(tool), args: Object.fromEntries(renamed) };
}

function replaceInValue(value: unknown, replaced: (text: string) => string): unknown {
  if (typeof value === "string") return replaced(value);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [replaced(key), replaceInValue(one, replaced)]),
  );
}

/** The call with arguments set as they are given. */
export function setArguments(call: Call, set: ReadonlyMap<string, unknown>): Call {
  return { ...call, args: { ...call.args, ...Object.fromEntries(set) } };
}

export function withoutArguments(args: Arguments, names: readonly string[]): Arguments {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
}

export function sameCall(one: Call, other: Call): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function wholeWord(text: string): RegExp {
  const escaped = text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  const before = /^\w/.test(text) ? "(?<!\\w)" : "";
  const after = /\w$/.test(text) ? "(?!\\w)" : "";
  return new RegExp(`${before}${escaped}${after}`, "g");
}
