import type { CallSite } from "../call-site.ts";
import { FunctionValue } from "../function-value.ts";
import type { MethodTable } from "../method.ts";
import type { Operand } from "../operand.ts";
import { RegexValue } from "../regex-value.ts";
import { regexProblem } from "../regex.ts";
import { toText } from "../to-text.ts";
import { replaceText } from "./replace-text.ts";
import { sprintf } from "./sprintf.ts";
import { camelCase, kebabCase, snakeCase } from "./word-case.ts";

export const stringMethods: MethodTable<string> = {
  camelCase: (_site, text) => camelCase(text),
  capitalize: (_site, text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
  charAt: (site, text, index) => text.charAt(site.integer(index, 0)),
  charCodeAt: (site, text, index) => text.charCodeAt(site.integer(index, 0)),
  concat: {
    variadic: (site, text, values) => {
      const parts = values.map((value) => toText(value));
      site.size(parts.reduce((sum, part) => sum + part.length, text.length));
      return text + parts.join("");
    },
  },
  contains: (site, text, part, from) => text.includes(site.text(part, ""), site.integer(from, 0)),
  endsWith: (site, text, part, end) =>
    text.endsWith(site.text(part, ""), site.integer(end, text.length)),
  indexOf: (site, text, part, from) => text.indexOf(site.text(part, ""), site.integer(from, 0)),
  kebabCase: (_site, text) => kebabCase(text),
  lastIndexOf: (site, text, part, from) =>
    text.lastIndexOf(site.text(part, ""), site.integer(from, text.length)),
  localeCompare: (site, text, other) => text.localeCompare(site.text(other, "")),
  lowerFirst: (_site, text) => text.charAt(0).toLowerCase() + text.slice(1),
  match: (site, text, pattern) => {
    const found = text.match(regexOf(site, pattern, ""));
    return found === null ? null : [...found].map((part: string | undefined) => part ?? null);
  },
  repeat: (site, text, count) => {
    const times = Math.max(0, site.integer(count, 0));
    site.size(text.length * times);
    return text.repeat(times);
  },
  replace: (site, text, pattern, replacement) =>
    replaceText(site, text, pattern, replacement, false),
  replaceAll: (site, text, pattern, replacement) =>
    replaceText(site, text, pattern, replacement, true),
  search: (site, text, pattern) => text.search(regexOf(site, pattern, "")),
  slice: (site, text, start, end) =>
    text.slice(site.integer(start, 0), site.integer(end, text.length)),
  snakeCase: (_site, text) => snakeCase(text),
  split: (site, text, separator, limit) => {
    const most = limit === undefined ? undefined : site.integer(limit, 0);
    if (separator === undefined) return [text];
    const by = separator instanceof RegexValue ? separator.regex : toText(separator);
    return text.split(by, most).map((part: string | undefined) => part ?? null);
  },
  sprintf: { variadic: (site, text, values) => sprintf(site, text, values) },
  startsWith: (site, text, part, from) =>
    text.startsWith(site.text(part, ""), site.integer(from, 0)),
  substr: (site, text, start, length) => {
    const from = site.integer(start, 0);
    const begin = from < 0 ? Math.max(0, text.length + from) : from;
    return text.slice(begin, begin + Math.max(0, site.integer(length, text.length)));
  },
  substring: (site, text, start, end) =>
    text.substring(site.integer(start, 0), site.integer(end, text.length)),
  toLowerCase: (_site, text) => text.toLowerCase(),
  toString: (_site: CallSite, text: string) => text,
  toUpperCase: (_site, text) => text.toUpperCase(),
  trim: (_site, text) => text.trim(),
  trimLeft: (_site, text) => text.trimStart(),
  trimRight: (_site, text) => text.trimEnd(),
  upperFirst: (_site, text) => text.charAt(0).toUpperCase() + text.slice(1),
};

/** A pattern as a regular expression; a text is read as one, as in JavaScript. */
function regexOf(site: CallSite, pattern: Operand | undefined, flags: string): RegExp {
  if (pattern instanceof RegexValue) return pattern.regex;
  const source = pattern instanceof FunctionValue ? "" : site.text(pattern, "");
  const problem = regexProblem(source, flags);
  if (problem === undefined) return new RegExp(source, flags);
  return site.fail(
    "wrong-argument",
    `The pattern of ${site.name} cannot be read.`,
    problem,
    "Escape brackets and other signs with `\\\\`, or use `.indexOf(text)` to look for a plain text.",
  );
}
