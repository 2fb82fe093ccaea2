import type { Cursor } from "./cursor.ts";

const arrow = "Write an arrow function, as in `(a, b) => a + b`.";
const conditional =
  "Write `condition ? value : otherValue`, or `match value { 1 => 'one', _ => 'many' }`.";
const callback = "Write `.map(x => …)`, `.filter(x => …)` or `.reduce((sum, x) => …, 0)`.";
const inline = "Write the value where it is needed, or set it in an earlier Mapper.";

/** Words of JavaScript that begin no expression here, with what to write instead. */
const words: Readonly<Record<string, string>> = {
  function: arrow,
  async: arrow,
  await: "Write the value itself; nothing in an expression waits.",
  yield: callback,
  return: "Write the value itself; an expression gives its value.",
  var: inline,
  let: inline,
  const: inline,
  if: conditional,
  else: conditional,
  switch: conditional,
  for: callback,
  while: callback,
  do: callback,
  class: "Write an object literal, as in `{a: 1}`.",
  throw: "Route the document with a Router or Filter instead.",
  try: "Switch null-safe access on, or use the Snap's error view.",
  delete:
    "Write `$.filter((value, key) => key != 'name')`, or leave the target path empty in a Mapper.",
  void: "Write `null`.",
  import: "Name the expression library in the pipeline's settings and read `lib.name.member`.",
  export: "Write the members of the object literal alone.",
};

/** Refuses a word that begins a statement or `new`. `word` stands at the cursor. */
export function refuseStatement(cursor: Cursor, word: string): void {
  const token = cursor.token;
  if (word === "new") throw newProblem(cursor);
  const advice = Object.hasOwn(words, word) ? words[word] : undefined;
  if (advice === undefined) return;
  throw cursor.unsupportedProblem(
    token,
    `\`${word}\` is not supported.`,
    "An expression has no statements: it is one value.",
    advice,
  );
}

function newProblem(cursor: Cursor): Error {
  const { start } = cursor.token;
  const name = cursor.peek(1);
  const isDate = name.kind === "name" && name.value === "Date";
  const error = "`new` is not supported.";
  const reason = "Values are written as literals or come from functions.";
  if (!isDate) {
    return cursor.unsupportedProblem(
      { start, end: name.end },
      error,
      reason,
      "Write a literal such as `{a: 1}`, `[1, 2]` or `/x/g`, or call the function without `new`.",
    );
  }
  const bare = cursor.isSign("(", 2) && cursor.isSign(")", 3);
  const span = { start, end: bare ? cursor.peek(3).end : name.end };
  const replacement = bare ? "Date.now()" : "Date.parse";
  const resolution = bare ? "Write `Date.now()`." : "Write `Date.parse(text)`.";
  return cursor.unsupportedProblem(span, error, reason, resolution, {
    summary: `Write ${replacement}`,
    replacement,
  });
}
