/** What is said instead of a pattern. */
const names: readonly string[] = [
  "iso",
  "epoch-seconds",
  "epoch-milliseconds",
  "epoch-microseconds",
];

/** Whether it is a pattern of `strptime` that DuckDB knows, or one of the names. */
export function isDateFormat(format: string): boolean {
  if (names.includes(format)) return true;
  const signs = [...format.matchAll(/%(-?[A-Za-z%]?)/g)].map((match) => match[1] ?? "");
  return signs.length > 0 && signs.every((sign) => directives.has(sign));
}

export const dateFormatHelp =
  "Write a pattern of `%d %m %Y %y %b %B %H %I %M %S %f %p %z`, such as `%d.%m.%Y %H:%M:%S`, or `epoch-seconds`, `epoch-milliseconds`, `epoch-microseconds`, `iso`.";

const directives = new Set([
  ..."aAbBdfgHIjmMnpSuwyYzZ%".split(""),
  ..."dHIjmMSy".split("").map((sign) => `-${sign}`),
]);
