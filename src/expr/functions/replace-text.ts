import type { CallSite } from "../call-site.ts";
import { FunctionValue } from "../function-value.ts";
import type { Operand } from "../operand.ts";
import { RegexValue } from "../regex-value.ts";
import { toText } from "../to-text.ts";

/**
 * `replace` and `replaceAll`. A text pattern is taken as it stands; a regular expression replaces all matches when it
 * has the flag `g`, or for `replaceAll` always. The replacement may be a function of the match and its groups.
 */
export function replaceText(
  site: CallSite,
  text: string,
  pattern: Operand | undefined,
  replacement: Operand | undefined,
  all: boolean,
): string {
  const search = searchOf(site, pattern, all);
  const replace = replacer(site, replacement);
  return all ? text.replaceAll(search, replace) : text.replace(search, replace);
}

function searchOf(site: CallSite, pattern: Operand | undefined, all: boolean): string | RegExp {
  if (!(pattern instanceof RegexValue)) return site.text(pattern, "");
  const { regex } = pattern;
  return all && !regex.global ? new RegExp(regex.source, `${regex.flags}g`) : regex;
}

type Replacer = (match: string, ...rest: unknown[]) => string;

/** Replaces as a function in every case, so that the size of what is built can be watched. */
function replacer(site: CallSite, replacement: Operand | undefined): Replacer {
  let size = 0;
  const watched = (part: string): string => {
    size += part.length;
    site.size(size);
    return part;
  };
  if (replacement instanceof FunctionValue) {
    return (match, ...rest) => watched(toText(callReplacement(site, replacement, match, rest)));
  }
  const template = site.text(replacement, "");
  if (!template.includes("$")) return () => watched(template);
  return (match, ...rest) => watched(expand(template, match, rest));
}

function callReplacement(
  site: CallSite,
  callback: FunctionValue,
  match: string,
  rest: readonly unknown[],
): Operand {
  const values = rest.filter((item) => typeof item === "string" || typeof item === "number");
  site.step(1);
  return callback.invoke(site.meter, match, values[0], values[1], [match, ...values]);
}

/** `$1`, `$&`, `$$`, `$<name>` and the text around the match, as in JavaScript. */
function expand(template: string, match: string, rest: readonly unknown[]): string {
  const at = rest.findLastIndex((item) => typeof item === "number");
  const groups = rest.slice(0, at);
  const position = Number(rest[at]);
  const whole = String(rest[at + 1]);
  const named = rest[at + 2];
  return template.replaceAll(
    /\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g,
    (found, sign?: string, digits?: string, name?: string) => {
      if (sign === "$") return "$";
      if (sign === "&") return match;
      if (sign === "`") return whole.slice(0, position);
      if (sign === "'") return whole.slice(position + match.length);
      if (digits !== undefined) return group(groups, digits) ?? found;
      return name === undefined ? found : namedGroup(named, name, found);
    },
  );
}

function group(groups: readonly unknown[], digits: string): string | undefined {
  const number = Number(digits);
  if (number >= 1 && number <= groups.length) return textOf(groups[number - 1]);
  const first = Number(digits.charAt(0));
  if (digits.length === 1 || first < 1 || first > groups.length) return undefined;
  return textOf(groups[first - 1]) + digits.charAt(1);
}

function namedGroup(named: unknown, name: string, found: string): string {
  if (typeof named !== "object" || named === null) return found;
  const value: unknown = Object.getOwnPropertyDescriptor(named, name)?.value;
  return textOf(value);
}

function textOf(part: unknown): string {
  return typeof part === "string" ? part : "";
}
