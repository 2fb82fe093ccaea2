import type { Finding } from "../../base/finding.ts";
import type { PqlNode } from "../pql/ast.ts";
import { checkPql } from "../pql/check-pql.ts";
import type { ExpressionType } from "../pql/expression.ts";
import { parsePql } from "../pql/parse.ts";
import type { CheckContext } from "../pql/query.ts";
import type { Level } from "../pql/tables-of.ts";
import { walkPql } from "../query/walk-pql.ts";
import type { PqlText } from "./model-lint-context.ts";

/** What the check of one text, or of each of its conditions, came to. */
export interface CheckedText {
  readonly text: PqlText;
  readonly results: readonly CheckedNode[];
}

export type CheckedNode =
  | {
      readonly ok: true;
      readonly node: PqlNode;
      readonly type: ExpressionType;
      readonly level: Level;
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Texts of the KPIs in `leaveOut` are not checked; another rule says what is wrong with them. */
export function checkTexts(
  texts: readonly PqlText[],
  context: CheckContext,
  leaveOut: ReadonlySet<string>,
): readonly CheckedText[] {
  return texts
    .filter(({ kpiId }) => kpiId === undefined || !leaveOut.has(kpiId))
    .map((text) => {
      const within = text.role === "policy" ? withCaller(context) : context;
      return { text, results: nodesOf(text).map((node) => check(node, within)) };
    });
}

function check(node: PqlNode, context: CheckContext): CheckedNode {
  const checked = checkPql(node, context);
  if (checked.kind === "invalid") return { ok: false, findings: checked.findings };
  return { ok: true, node, type: checked.type, level: checked.level };
}

/** A KPI with parameters is checked as whoever uses it does, so that `{p1}` has its value. */
function nodesOf({ nodes, kpiId }: PqlText): readonly PqlNode[] {
  if (kpiId === undefined || !nodes.some(hasParameters)) return nodes;
  const named = parsePql(`KPI("${kpiId}")`);
  return named.kind === "parsed" ? [named.node] : nodes;
}

function hasParameters(node: PqlNode): boolean {
  return walkPql(node).some((one) => one.kind === "parameter");
}

/** What `${caller.…}` stands for is known when somebody asks; until then it is some text. */
function withCaller(context: CheckContext): CheckContext {
  const { names } = context;
  return {
    ...context,
    names: {
      ...names,
      variable: (name) => (name.startsWith("caller.") ? "" : names.variable(name)),
    },
  };
}
