import type { PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { PqlValue } from "../expression.ts";
import { type FormReader, textOf } from "./form-reader.ts";

/** `FIRST_OCCURRENCE['A'] TO CASE_END, …`: which events of a case are meant, and what is done with them. */
export interface RangeForm {
  readonly from: BoundNode;
  readonly to: BoundNode;
  readonly arguments: readonly PqlNode[];
}

interface BoundNode {
  readonly kind: "edge" | "first" | "last";
  readonly activity?: PqlNode;
}

/** An end of a range; `edge` is the start of the case or its end. */
export interface Bound {
  readonly kind: "edge" | "first" | "last";
  readonly activity: string;
}

export function rangeGrammar(reader: FormReader): RangeForm {
  reader.sign("(", "before the range");
  const from = boundAt(reader, "CASE_START");
  reader.word(["TO"], "between the ends of the range");
  const to = boundAt(reader, "CASE_END");
  const given: PqlNode[] = [];
  while (reader.takeSign(",")) given.push(reader.expression());
  reader.sign(")", "after the arguments");
  return { from, to, arguments: given };
}

/** The activities that a form names, as texts. */
export function boundsOf(
  { from, to }: RangeForm,
  call: SpecialNode,
  checker: Checker,
): { readonly from: Bound; readonly to: Bound } {
  const bound = (node: BoundNode): Bound => ({
    kind: node.kind,
    activity:
      node.activity === undefined
        ? ""
        : checker.text(node.activity, `The activity in ${call.name}`),
  });
  return { from: bound(from), to: bound(to) };
}

export function isAt(bound: Bound, activity: PqlValue): boolean {
  return bound.kind === "edge" || bound.activity === activity;
}

function boundAt(reader: FormReader, edge: "CASE_START" | "CASE_END"): BoundNode {
  const word = reader.word([edge, "FIRST_OCCURRENCE", "LAST_OCCURRENCE"], "as an end of the range");
  if (word === edge) return { kind: "edge" };
  reader.sign("[", `after ${word}`);
  const activity = textOf(reader, "the name of an activity");
  reader.sign("]", "after the name of the activity");
  return { kind: word === "FIRST_OCCURRENCE" ? "first" : "last", activity };
}
