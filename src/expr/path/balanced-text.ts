const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * The position of the bracket that closes the one at `open`, or -1 when none before `end` does. Brackets inside
 * string and regular expression literals do not count.
 */
export function closingBracket(source: string, open: number, end: number): number {
  const expected: string[] = [];
  for (let at = open; at < end; at++) {
    const char = source.charAt(at);
    const closer = closers[char];
    if (closer !== undefined) expected.push(closer);
    else if (char === expected.at(-1)) {
      expected.pop();
      if (expected.length === 0) return at;
    } else if (char === "'" || char === '"' || startsRegex(source, at)) {
      at = literalEnd(source, at, end);
    }
  }
  return -1;
}

/** The position of the quote or slash that ends the literal starting at `start`; `end` when nothing does. */
export function literalEnd(source: string, start: number, end: number): number {
  const quote = source.charAt(start);
  for (let at = start + 1; at < end; at++) {
    const char = source.charAt(at);
    if (char === "\\") at++;
    else if (char === quote) return at;
  }
  return end;
}

/** A slash after an opening bracket or a comma starts a regular expression; any other divides. */
function startsRegex(source: string, at: number): boolean {
  if (source.charAt(at) !== "/") return false;
  let before = at - 1;
  while (source.charAt(before) === " ") before--;
  return source.charAt(before) === "(" || source.charAt(before) === ",";
}
