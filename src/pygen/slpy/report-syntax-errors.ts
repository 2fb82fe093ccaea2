import type { Tree } from "@lezer/common";
import type { PythonReader } from "./parse-python.ts";
import { type PythonToken, pythonTokens } from "./python-tokens.ts";
import type { SlpyProblem } from "./slpy-finding.ts";

const closingOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const linksInChainMax = 200;
const notValues = new Set("and as for if else import in is lambda not or".split(" "));

/**
 * Reports the first thing that is no Python; `false` when all of it is. The grammar says only that something is wrong and
 * where it noticed, so that the usual slips are looked for in the tokens.
 */
export function reportSyntaxErrors(tree: Tree, { source, report }: PythonReader): boolean {
  const noticed = firstError(tree);
  if (noticed === undefined) return false;
  report(usualSlip(source) ?? longChain(source, noticed) ?? anyError(source, noticed));
  return true;
}

function firstError(tree: Tree): number | undefined {
  let first: number | undefined;
  tree.iterate({
    enter(node) {
      if (node.type.isError) first ??= node.from;
      return first === undefined;
    },
  });
  return first;
}

/** A string or bracket that never ends, a bracket that closes another, or a comma that is missing. */
function usualSlip(source: string): SlpyProblem | undefined {
  const open: PythonToken[] = [];
  let before: PythonToken | undefined;
  for (const token of pythonTokens(source)) {
    const bracket = open.at(-1);
    if (token.kind === "open string") return openString(source, token);
    if (bracket !== undefined && before !== undefined && needsComma(before, token)) {
      return startsLine(source, token) ? openBracket(source, bracket, token) : comma(token);
    }
    if (Object.hasOwn(closingOf, token.text)) open.push(token);
    else if (/^[)\]}]$/.test(token.text)) {
      const opening = open.pop();
      if (opening === undefined) return strayBracket(token);
      if (closingOf[opening.text] !== token.text) return openBracket(source, opening, token);
    }
    before = token;
  }
  const last = open.at(-1);
  return last === undefined ? undefined : openBracket(source, last, undefined);
}

/** Two values next to each other; strings may stand so, and are one. */
function needsComma(before: PythonToken, token: PythonToken): boolean {
  const ends = isValue(before) || /^[)\]}]$/.test(before.text);
  return ends && isValue(token) && !(before.kind === "string" && token.kind === "string");
}

function isValue({ kind, text }: PythonToken): boolean {
  return kind === "string" || kind === "number" || (kind === "word" && !notValues.has(text));
}

function startsLine(source: string, { span }: PythonToken): boolean {
  return /[\r\n]/.test(source.charAt(span.start - 1));
}

function openString(source: string, { span }: PythonToken): SlpyProblem {
  return {
    code: "slpy-syntax",
    span,
    error: "A string that begins here never ends.",
    reason: `Expected the closing quote; found the end of the line after ${nearby(source, span.start)}.`,
    resolution: 'Close the quote, or use """ for text over several lines.',
  };
}

function openBracket(
  source: string,
  { text, span }: PythonToken,
  found: PythonToken | undefined,
): SlpyProblem {
  const closing = closingOf[text] ?? "";
  const what = nearby(source, found?.span.start ?? source.length);
  return {
    code: "slpy-syntax",
    span,
    error: `The bracket \`${text}\` is not closed.`,
    reason: `Expected \`${closing}\` where what begins here ends; found ${what}.`,
    resolution: `Add the missing \`${closing}\` before ${what}.`,
  };
}

function strayBracket({ text, span }: PythonToken): SlpyProblem {
  return {
    code: "slpy-syntax",
    span,
    error: `The bracket \`${text}\` closes nothing.`,
    reason: `Expected an opening bracket before it; found \`${text}\` alone.`,
    resolution: "Remove it, or add the bracket that it is to close.",
    fix: { summary: "Remove the bracket", replacement: "" },
  };
}

function comma({ text, span }: PythonToken): SlpyProblem {
  const shown = text.length > 40 ? `${text.slice(0, 37)}…` : text;
  return {
    code: "slpy-syntax",
    span,
    error: `A comma is missing before \`${shown}\`.`,
    reason: "Expected a comma between arguments or items; found two next to each other.",
    resolution: `Write \`, ${shown}\`.`,
    fix: { summary: "Add the comma", replacement: `, ${text}` },
  };
}

/** The grammar gives up on a long chain of operators. */
function longChain(source: string, at: number): SlpyProblem | undefined {
  const start = source.lastIndexOf("\n", at - 1) + 1;
  if (source.slice(start, at).split(">").length <= linksInChainMax) return undefined;
  return {
    code: "slpy-syntax",
    span: { start, end: at },
    error: "The chain of `>` is too long.",
    reason: `Expected at most ${linksInChainMax} links in a chain; found more.`,
    resolution: "Write p.connect([…]), whose list may be of any length, or several chains.",
  };
}

function anyError(source: string, at: number): SlpyProblem {
  return {
    code: "slpy-syntax",
    span: { start: at, end: Math.min(at + 1, source.length) },
    error: "This is not Python.",
    reason: `Expected a statement such as \`name = Class(label="…")\`; found ${nearby(source, at)}.`,
    resolution:
      "Mend the line: commas between arguments, quotes around text, one statement a line, comments after #.",
  };
}

function nearby(source: string, at: number): string {
  const text = source.slice(at, at + 30).split(/[\r\n]/)[0] ?? "";
  if (text !== "") return `\`${text}\``;
  return at >= source.length ? "the end of the text" : "the end of the line";
}
