import type { Tree } from "@lezer/common";
import type { PythonReader } from "./parse-python.ts";

const closingOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Reports the first thing that is no Python; `false` when all of it is. */
export function reportSyntaxErrors(tree: Tree, { source, report }: PythonReader): boolean {
  let first = -1;
  let unclosed: { readonly bracket: string; readonly at: number } | undefined;
  let openString = -1;
  const open: { readonly bracket: string; readonly at: number }[] = [];
  tree.iterate({
    enter(node) {
      if (node.type.isError && first < 0) first = node.from;
      if (node.type.isError && openString < 0 && isString(node.node.parent?.name)) {
        openString = node.node.parent?.from ?? -1;
      }
      if (Object.hasOwn(closingOf, node.name)) open.push({ bracket: node.name, at: node.from });
      else if (/^[)\]}]$/.test(node.name) && closingOf[open.at(-1)?.bracket ?? ""] === node.name) {
        open.pop();
      }
    },
  });
  if (first < 0) return false;
  unclosed = open[0];
  if (openString >= 0) {
    report({
      code: "slpy-syntax",
      span: { start: openString, end: Math.min(openString + 1, source.length) },
      error: "A string that begins here never ends.",
      reason: `Expected the closing quote; found the end of the line after \`${source.slice(openString, openString + 30).split("\n")[0] ?? ""}\`.`,
      resolution: 'Close the quote, or use """ for text over several lines.',
    });
  } else if (unclosed !== undefined) {
    const closing = closingOf[unclosed.bracket] ?? "";
    report({
      code: "slpy-syntax",
      span: { start: unclosed.at, end: unclosed.at + 1 },
      error: `The bracket \`${unclosed.bracket}\` is not closed.`,
      reason: `Expected \`${closing}\` where what began here ends; found ${nearby(source, first)}.`,
      resolution: `Add the missing \`${closing}\`, or the comma before ${nearby(source, first)}.`,
    });
  } else {
    report({
      code: "slpy-syntax",
      span: { start: first, end: Math.min(first + 1, source.length) },
      error: "This is not Python.",
      reason: `Expected a statement such as \`name = Class(label="…")\`; found ${nearby(source, first)}.`,
      resolution:
        "Mend the line: commas between arguments, quotes around text, one statement a line, no indentation.",
    });
  }
  return true;
}

function isString(name: string | undefined): boolean {
  return name === "String" || name === "FormatString" || name === "ContinuedString";
}

function nearby(source: string, at: number): string {
  const text = source.slice(at, at + 30).split(/[\r\n]/)[0] ?? "";
  if (text !== "") return `\`${text}\``;
  return at >= source.length ? "the end of the text" : "the end of the line";
}
