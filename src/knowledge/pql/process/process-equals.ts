import type { PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { CallExpression, Expression } from "../expression.ts";
import type { DerivedFunction } from "../function.ts";
import { type FormReader, formOf, listOf, readParts } from "./form-reader.ts";
import { matchPattern } from "./match-pattern.ts";
import { type NameNode, nameAt, namesOf } from "./match-process.ts";
import { anything, oneOf, type Pattern } from "./pattern.ts";

interface EqualsForm {
  readonly column: PqlNode | undefined;
  readonly negated: boolean;
  readonly fromStart: boolean;
  readonly toEnd: boolean;
  /** `any` is any number of activities, none included. */
  readonly steps: readonly ("any" | readonly NameNode[])[];
}

export const processEqualsForm = formOf("PROCESS", false, grammar);

export const processEquals: DerivedFunction = {
  kind: "derived",
  name: "PROCESS",
  syntax: `PROCESS [ON "ACTIVITIES"."ACTIVITY"] [NOT] EQUALS [START] 'A' TO ANY TO ('B', LIKE 'C%') [END]`,
  summary: "Whether activities follow each other directly in a case as they are named.",
  source: "docs.celonis.com/en/process-equals.html",
  derive(call, checker) {
    if (call.kind !== "special") throw checker.wrongArguments(call, this.syntax);
    const form = readParts(call, grammar);
    const matched = matchPattern(call, form.column, patternOf(form, call, checker), checker);
    return isOne(matched, form.negated, checker.span(call));
  },
};

function grammar(reader: FormReader): EqualsForm {
  const column = reader.takeWord("ON") ? reader.expression() : undefined;
  const negated = reader.takeWord("NOT");
  if (!reader.takeSign("#")) reader.word(["EQUALS"], "after PROCESS");
  const fromStart = reader.takeWord("START") || reader.takeSign("^");
  const steps: ("any" | readonly NameNode[])[] = [];
  do steps.push(stepAt(reader));
  while (reader.takeWord("TO") || takeArrow(reader));
  const toEnd = reader.takeWord("END") || reader.takeSign("$");
  return { column, negated, fromStart, toEnd, steps };
}

/** `->`. */
function takeArrow(reader: FormReader): boolean {
  if (!reader.takeSign("-")) return false;
  reader.sign(">", "in the arrow");
  return true;
}

function stepAt(reader: FormReader): "any" | readonly NameNode[] {
  if (reader.takeWord("ANY") || reader.takeSign("*")) return "any";
  if (reader.takeSign("(")) return listOf(reader, ")", () => nameAt(reader));
  return [nameAt(reader)];
}

function patternOf(form: EqualsForm, call: SpecialNode, checker: Checker): Pattern {
  const steps = form.steps.map((step) =>
    step === "any" ? anything : oneOf(namesOf(step, call, checker)),
  );
  return {
    kind: "sequence",
    parts: [
      ...(form.fromStart ? [{ kind: "start" as const }] : []),
      ...steps,
      ...(form.toEnd ? [{ kind: "end" as const }] : []),
    ],
  };
}

function isOne(matched: Expression, negated: boolean, span: Expression["span"]): CallExpression {
  return {
    kind: "call",
    name: negated ? "PROCESS NOT EQUALS" : "PROCESS EQUALS",
    type: "BOOLEAN",
    span,
    arguments: [matched],
    body: {
      type: "BOOLEAN",
      sql: ([flag = ""]) => `(${flag} = ${negated ? 0 : 1})`,
      evaluate: ([flag = null]) => (flag === null ? null : flag === (negated ? 0 : 1)),
    },
  };
}
