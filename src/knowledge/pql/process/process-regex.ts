import { unreachable } from "../../../base/errors.ts";
import type { PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { DerivedFunction } from "../function.ts";
import { pqlProblem } from "../problem.ts";
import { type FormReader, formOf, listOf, readParts } from "./form-reader.ts";
import { matchPattern } from "./match-pattern.ts";
import { type NameNode, nameAt, namesOf } from "./match-process.ts";
import { anyActivity, type Pattern } from "./pattern.ts";

/** A regular expression whose names are not looked up yet. */
type RegexNode =
  | { readonly kind: "names"; readonly names: readonly NameNode[]; readonly negated: boolean }
  | { readonly kind: "any" | "start" | "end" }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: "repeat";
      readonly part: RegexNode;
      readonly from: number;
      readonly to: number | null;
    }
  | { readonly kind: "alias"; readonly name: string };

interface RegexForm {
  readonly column: PqlNode;
  readonly aliases: readonly { readonly name: string; readonly regex: RegexNode }[];
  readonly regex: RegexNode;
}

export const processRegexForm = formOf("MATCH_PROCESS_REGEX", true, grammar);

export const processRegex: DerivedFunction = {
  kind: "derived",
  name: "MATCH_PROCESS_REGEX",
  syntax: `MATCH_PROCESS_REGEX("ACTIVITIES"."ACTIVITY", ^ 'A' >> ('B' | LIKE 'C%')+ >> (ANY)* >> ['D', 'E'] >> [! 'F'] $)`,
  summary: "1 for cases whose activities match a regular expression, 0 for the others.",
  source: "docs.celonis.com/en/match_process_regex.html",
  derive(call, checker) {
    if (call.kind !== "special") throw checker.wrongArguments(call, this.syntax);
    const form = readParts(call, grammar);
    return matchPattern(call, form.column, patternOfForm(form, call, checker), checker);
  },
};

function grammar(reader: FormReader): RegexForm {
  reader.sign("(", "after MATCH_PROCESS_REGEX");
  const column = reader.expression();
  reader.sign(",", "after the column");
  const aliases: { readonly name: string; readonly regex: RegexNode }[] = [];
  for (;;) {
    const regex = choiceAt(reader, 0);
    if (!reader.takeWord("AS")) {
      reader.sign(")", "after the regular expression");
      return { column, aliases, regex };
    }
    const name = reader.takeAnyWord();
    if (name === undefined)
      throw reader.expected("a name after AS", "Write a name without quotes.");
    aliases.push({ name, regex });
    reader.sign(",", "after the alias");
  }
}

function choiceAt(reader: FormReader, depth: number): RegexNode {
  if (depth > depthMax) {
    throw reader.expected(
      `at most ${depthMax} brackets in each other`,
      "Use aliases (AS) for parts.",
    );
  }
  const parts: RegexNode[] = [];
  do parts.push(sequenceAt(reader, depth));
  while (reader.takeSign("|"));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "choice", parts };
}

const depthMax = 50;

function sequenceAt(reader: FormReader, depth: number): RegexNode {
  const parts: RegexNode[] = [];
  do {
    if (reader.takeSign("^")) parts.push({ kind: "start" });
    parts.push(repeatedAt(reader, depth));
    if (reader.takeSign("$")) parts.push({ kind: "end" });
  } while (takeArrow(reader));
  return { kind: "sequence", parts };
}

function takeArrow(reader: FormReader): boolean {
  return reader.takeSign(">>");
}

function repeatedAt(reader: FormReader, depth: number): RegexNode {
  let node = itemAt(reader, depth);
  for (;;) {
    if (reader.takeSign("*")) node = { kind: "repeat", part: node, from: 0, to: null };
    else if (reader.takeSign("+")) node = { kind: "repeat", part: node, from: 1, to: null };
    else if (reader.takeSign("?")) node = { kind: "repeat", part: node, from: 0, to: 1 };
    else if (reader.takeSign("{")) {
      const from = reader.wholeNumber("the least number of times");
      const to = reader.takeSign(",") ? reader.wholeNumber("the greatest number of times") : from;
      reader.sign("}", "after the numbers");
      node = { kind: "repeat", part: node, from, to };
    } else return node;
  }
}

function itemAt(reader: FormReader, depth: number): RegexNode {
  if (reader.takeSign("(")) {
    const inner = choiceAt(reader, depth + 1);
    reader.sign(")", "to close the bracket");
    return inner;
  }
  if (reader.takeSign("[")) {
    const negated = reader.takeSign("!");
    return { kind: "names", names: listOf(reader, "]", () => nameAt(reader)), negated };
  }
  if (reader.takeSign(".") || reader.takeWord("ANY")) return { kind: "any" };
  if (reader.takeWord("LIKE")) {
    const text = reader.takeText();
    if (text !== undefined) return { kind: "names", names: [{ like: true, text }], negated: false };
    throw reader.expected("a pattern after LIKE", "Write LIKE '%part of the name%'.");
  }
  const text = reader.takeText();
  if (text !== undefined) {
    if (text.kind === "text" && text.value === "*") return { kind: "any" };
    return { kind: "names", names: [{ like: false, text }], negated: false };
  }
  const name = reader.takeAnyWord();
  if (name !== undefined) return { kind: "alias", name };
  throw reader.expected(
    "an activity, ANY, LIKE, a bracket or an alias",
    "Write an activity in single quotes; join activities by >>.",
  );
}

function patternOfForm(form: RegexForm, call: SpecialNode, checker: Checker): Pattern {
  const aliases = new Map<string, Pattern>();
  for (const { name, regex } of form.aliases) {
    aliases.set(name, patternOf(regex, aliases, call, checker));
  }
  return patternOf(form.regex, aliases, call, checker);
}

function patternOf(
  node: RegexNode,
  aliases: ReadonlyMap<string, Pattern>,
  call: SpecialNode,
  checker: Checker,
): Pattern {
  const inner = (part: RegexNode): Pattern => patternOf(part, aliases, call, checker);
  const wrong = (error: string, reason: string, resolution: string): Error =>
    pqlProblem(checker.span(call), "pql-syntax", error, reason, resolution);
  switch (node.kind) {
    case "any":
      return anyActivity;
    case "start":
    case "end":
      return { kind: node.kind };
    case "names":
      return { kind: "one", names: namesOf(node.names, call, checker), negated: node.negated };
    case "sequence":
    case "choice":
      return { kind: node.kind, parts: node.parts.map(inner) };
    case "repeat":
      if (node.to === null || node.from <= node.to) return { ...node, part: inner(node.part) };
      throw wrong(
        `{${node.from}, ${node.to}} repeats nothing.`,
        "The least number of times comes first.",
        `Write {${node.to}, ${node.from}}.`,
      );
    case "alias": {
      const known = aliases.get(node.name);
      if (known !== undefined) return known;
      throw wrong(
        `Unknown alias \`${node.name}\`.`,
        aliases.size === 0
          ? "No alias is defined."
          : `The aliases are ${[...aliases.keys()].join(", ")}.`,
        `Write an activity in single quotes, '${node.name}', or define the alias before: 'A' >> 'B' AS ${node.name}, …`,
      );
    }
    default:
      return unreachable(node);
  }
}
