import type { CallNode, MemberNode } from "./ast.ts";
import type { CheckContext } from "./check-context.ts";
import { allMethodNames } from "./functions/methods.ts";
import { findingAt } from "./problem.ts";

/** Methods of JavaScript with the one that does their work here. */
const renamed: Readonly<Record<string, string>> = {
  includes: "contains",
  toISOString: "toString",
  toJSON: "toString",
  trimStart: "trimLeft",
  trimEnd: "trimRight",
  toLocaleUpperCase: "toUpperCase",
  toLocaleLowerCase: "toLowerCase",
  toUTCString: "toString",
  toDateString: "toLocaleDateString",
  valueOf: "getTime",
  at: "charAt",
};
/** Methods of JavaScript without such a twin, with what to write instead. */
const advised: Readonly<Record<string, string>> = {
  padStart: "Write `'%5s'.sprintf($x)`, or `'%05d'.sprintf($n)` for zeros.",
  padEnd: "Write `'%-5s'.sprintf($x)`.",
  test: "Write `$text.match(/pattern/) != null`.",
  exec: "Write `$text.match(/pattern/)`.",
  matchAll: "Write `$text.match(/pattern/g)`.",
  forEach: "Write `.map(x => …)`; it gives the results as a list.",
  some: "Write `.find(x => …) != null`, or `.filter(x => …).length > 0`.",
  every: "Write `.filter(x => !(…)).length == 0`.",
  flat: "Write `.reduce((all, x) => all.concat(x), [])`.",
  flatMap: "Write `.map(x => …).reduce((all, x) => all.concat(x), [])`.",
  fill: "Write `sl.range(n).map(x => value)`.",
  toSorted: "Write `.slice().sort()`.",
  toReversed: "Write `.slice().reverse()`.",
};

/** Checks the name of a method against those of all types, since the type of the receiver is not known. */
export function checkMethod(node: CallNode, callee: MemberNode, context: CheckContext): void {
  const { name, nameSpan } = callee;
  if (name === "length") return lengthIsNoMethod(node, callee, context);
  const known = allMethodNames();
  if (known.has(name) || name === "eval") return;
  const error = `There is no method \`${name}\`.`;
  const reason = "No text, number, array, object or date has a method of this name.";
  if (Object.hasOwn(advised, name)) {
    const advice = advised[name] ?? "";
    const finding = findingAt(nameSpan, "expression-unknown-method", error, reason, advice);
    context.findings.push(finding);
    return;
  }
  const twin = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
  const near = twin === undefined ? context.nearest(name, known) : [twin];
  const otherwise = `Use a method of the value's type, or a function such as \`Math.round(…)\`.`;
  context.unknown(nameSpan, "expression-unknown-method", error, reason, near, otherwise);
}

function lengthIsNoMethod(node: CallNode, callee: MemberNode, context: CheckContext): void {
  const span = { start: callee.nameSpan.start, end: node.span.end };
  context.findings.push(
    findingAt(
      span,
      "expression-unknown-method",
      "`length` is not a method.",
      "It is read without parentheses.",
      "Write `.length`.",
      { summary: "Remove the parentheses", replacement: "length" },
    ),
  );
}
