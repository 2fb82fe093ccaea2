import { unreachable } from "../../../base/errors.ts";
import type { PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { DerivedFunction } from "../function.ts";
import { didYouMean } from "../../../base/nearest.ts";
import { pqlProblem } from "../problem.ts";
import { type FormReader, formOf, listOf, readParts, textOf } from "./form-reader.ts";
import { matchPattern } from "./match-pattern.ts";
import { anything, oneOf, type Pattern, sequence } from "./pattern.ts";

const nodeTypes = ["NODE", "OPTIONAL", "LOOP", "OPTIONAL_LOOP", "STARTING", "ENDING"] as const;
type NodeType = (typeof nodeTypes)[number];

interface ProcessNode {
  readonly type: NodeType;
  readonly activities: readonly NameNode[];
  readonly name: string;
}

export interface NameNode {
  readonly like: boolean;
  readonly text: PqlNode;
}

interface ProcessEdge {
  readonly direct: boolean;
  readonly from: string;
  readonly to: string;
}

interface ProcessForm {
  readonly column: PqlNode | undefined;
  readonly nodes: readonly ProcessNode[];
  readonly edges: readonly ProcessEdge[];
}

export const matchProcessForm = formOf("MATCH_PROCESS", true, grammar);

export const matchProcess: DerivedFunction = {
  kind: "derived",
  name: "MATCH_PROCESS",
  syntax:
    'MATCH_PROCESS(["ACTIVITIES"."ACTIVITY",] NODE|OPTIONAL|LOOP|OPTIONAL_LOOP|STARTING|ENDING [\'A\', …] AS a, … CONNECTED BY DIRECT|EVENTUALLY [a, b], …)',
  summary: "1 for cases in which the nodes happen as the edges say, 0 for the others.",
  source: "docs.celonis.com/en/match_process.html",
  derive(call, checker) {
    if (call.kind !== "special") throw checker.wrongArguments(call, this.syntax);
    const form = readParts(call, grammar);
    return matchPattern(call, form.column, patternOf(form, call, checker), checker);
  },
};

/** `[LIKE] 'A'`. */
export function nameAt(reader: FormReader): NameNode {
  const like = reader.takeWord("LIKE");
  return { like, text: textOf(reader, "the name of an activity") };
}

export function namesOf(
  names: readonly NameNode[],
  call: SpecialNode,
  checker: Checker,
): readonly { readonly text: string; readonly like: boolean }[] {
  return names.map(({ text, like }) => ({
    like,
    text: checker.text(text, `The activity in ${call.name}`),
  }));
}

function grammar(reader: FormReader): ProcessForm {
  reader.sign("(", "after MATCH_PROCESS");
  const isNode = nodeTypes.some((type) => reader.isWordBefore(type, "["));
  const column = isNode ? undefined : reader.expression();
  if (column !== undefined) reader.sign(",", "after the column");
  const nodes: ProcessNode[] = [];
  do nodes.push(nodeAt(reader));
  while (reader.takeSign(","));
  const edges: ProcessEdge[] = [];
  if (reader.takeWord("CONNECTED")) {
    reader.word(["BY"], "after CONNECTED");
    do edges.push(edgeAt(reader));
    while (reader.takeSign(","));
  }
  reader.sign(")", "after the edges");
  return { column, nodes, edges };
}

function nodeAt(reader: FormReader): ProcessNode {
  const word = reader.word(nodeTypes, "as a node");
  const type = nodeTypes.find((one) => one === word) ?? "NODE";
  reader.sign("[", `after ${word}`);
  const activities = listOf(reader, "]", () => nameAt(reader));
  reader.word(["AS"], "before the name of the node");
  return { type, activities, name: anyWord(reader, "a name for the node") };
}

function edgeAt(reader: FormReader): ProcessEdge {
  const direct = reader.word(["DIRECT", "EVENTUALLY"], "as an edge") === "DIRECT";
  reader.sign("[", "before the nodes of the edge");
  const from = anyWord(reader, "the name of the node where the edge begins");
  reader.sign(",", "between the nodes of the edge");
  const to = anyWord(reader, "the name of the node where the edge ends");
  reader.sign("]", "after the nodes of the edge");
  return { direct, from, to };
}

function anyWord(reader: FormReader, what: string): string {
  const word = reader.takeAnyWord();
  if (word === undefined) throw reader.expected(what, "Write a name of letters, without quotes.");
  return word;
}

/** Nodes have to lie on one line, each with one edge in and one out at most. */
function patternOf({ nodes, edges }: ProcessForm, call: SpecialNode, checker: Checker): Pattern {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const unusable = (error: string, reason: string, resolution: string): Error =>
    pqlProblem(checker.span(call), "pql-syntax", error, reason, resolution);
  if (byName.size < nodes.length) {
    throw unusable(
      "Two nodes have the same name.",
      "Edges refer to nodes by name.",
      "Give each node a name of its own.",
    );
  }
  for (const name of edges.flatMap(({ from, to }) => [from, to])) {
    if (byName.has(name)) continue;
    throw unusable(
      `Unknown node \`${name}\`.`,
      `The nodes are ${[...byName.keys()].join(", ")}. ${didYouMean(name, byName.keys())}`.trim(),
      "Let edges name nodes as they stand after AS.",
    );
  }
  const line = lineOf(nodes, edges);
  if (line === undefined) {
    throw unusable(
      "The nodes do not lie on one line.",
      "Each node may have one edge in and one edge out, and all nodes have to be connected.",
      "Write one MATCH_PROCESS for each line and join them: MATCH_PROCESS(…) = 1 AND MATCH_PROCESS(…) = 1.",
    );
  }
  return patternOfLine(line, call, checker);
}

/** A node and the edge that leads to it. */
interface Stop {
  readonly node: ProcessNode;
  readonly direct: boolean;
}

function lineOf(
  nodes: readonly ProcessNode[],
  edges: readonly ProcessEdge[],
): readonly Stop[] | undefined {
  const first = nodes.filter((node) => edges.every((edge) => edge.to !== node.name));
  const [start] = first;
  if (start === undefined || first.length > 1 || edges.length !== nodes.length - 1) {
    return undefined;
  }
  const line: Stop[] = [{ node: start, direct: true }];
  for (let at = start; ;) {
    const out = edges.filter((edge) => edge.from === at.name);
    const [edge] = out;
    if (edge === undefined) return line.length === nodes.length ? line : undefined;
    const next = nodes.find((node) => node.name === edge.to);
    if (out.length > 1 || next === undefined || line.length > nodes.length) return undefined;
    line.push({ node: next, direct: edge.direct });
    at = next;
  }
}

function patternOfLine(line: readonly Stop[], call: SpecialNode, checker: Checker): Pattern {
  let before: Pattern | undefined;
  for (const [index, { node, direct }] of line.entries()) {
    if (node.type === "STARTING" && index > 0)
      throw misplaced(node, "STARTING", "first", call, checker);
    if (node.type === "ENDING" && index < line.length - 1) {
      throw misplaced(node, "ENDING", "last", call, checker);
    }
    const own = patternOfNode(node, call, checker);
    const gap = direct ? sequence() : anything;
    const optional = node.type === "OPTIONAL" || node.type === "OPTIONAL_LOOP";
    if (before === undefined) before = optional ? times(own, 0, 1) : own;
    else {
      const step = sequence(gap, own);
      before = sequence(before, optional ? { kind: "choice", parts: [step, gap] } : step);
    }
  }
  return before ?? sequence();
}

function patternOfNode(node: ProcessNode, call: SpecialNode, checker: Checker): Pattern {
  const one = oneOf(namesOf(node.activities, call, checker));
  switch (node.type) {
    case "NODE":
    case "OPTIONAL":
      return one;
    case "LOOP":
    case "OPTIONAL_LOOP":
      return { kind: "repeat", part: one, from: 1, to: null };
    case "STARTING":
      return sequence({ kind: "start" }, one);
    case "ENDING":
      return sequence(one, { kind: "end" });
    default:
      return unreachable(node.type);
  }
}

function times(part: Pattern, from: number, to: number): Pattern {
  return { kind: "repeat", part, from, to };
}

function misplaced(
  node: ProcessNode,
  type: string,
  place: string,
  call: SpecialNode,
  checker: Checker,
): Error {
  return pqlProblem(
    checker.span(call),
    "pql-syntax",
    `The ${type} node \`${node.name}\` is not the ${place} one.`,
    `A case ${type === "STARTING" ? "starts" : "ends"} with it, so no edge can ${type === "STARTING" ? "lead to" : "leave"} it.`,
    `Make \`${node.name}\` a NODE, or turn the edges around.`,
  );
}
