import type { View, ViewType } from "../../pipeline/model.ts";
import { dottedName } from "./describe-node.ts";
import type { PythonExpression } from "./python-tree.ts";
import { readArguments } from "./read-arguments.ts";
import { readList, readText, readWord, reportValue } from "./read-values.ts";
import type { Report } from "./slpy-finding.ts";

export const viewTypes: readonly ViewType[] = ["document", "binary"];

/** A view as stated; without a type it gets one from the class and from what it is linked to. */
export interface StatedView extends Omit<View, "type"> {
  readonly type: ViewType | undefined;
}

/** The views of `inputs`, `outputs` or `error_views`; `undefined` when they are not stated. */
export function compileViews(
  node: PythonExpression | undefined,
  name: string,
  report: Report,
): readonly StatedView[] | undefined {
  const expected = `a list of view ids: ["${name === "inputs" ? "input0" : name === "outputs" ? "output0" : "error0"}"]`;
  const items = readList(node, name, expected, report);
  if (items === undefined) return undefined;
  const views = new Map<string, StatedView>();
  for (const item of items) {
    const view = compileView(item, name, expected, report);
    if (view === undefined) continue;
    if (!views.has(view.id)) views.set(view.id, view);
    else {
      report({
        code: "slpy-duplicate-view",
        span: item.span,
        error: `The view \`${view.id}\` stands twice in \`${name}\`.`,
        reason: "Expected each view id once.",
        resolution: "Remove one of them, or give it an id of its own.",
      });
    }
  }
  return [...views.values()];
}

function compileView(
  node: PythonExpression,
  name: string,
  expected: string,
  report: Report,
): StatedView | undefined {
  if (node.kind === "string") return { id: node.value, label: node.value, type: undefined };
  if (node.kind !== "call" || dottedName(node.callee) !== "View") {
    return reportValue(
      node,
      name,
      `${expected}, or View(id="…", label="…", type="document")`,
      report,
    );
  }
  const names = ["id", "label", "type"];
  const given = readArguments(node, { callee: "View", names, positional: names }, report);
  const id = readText(given.get("id"), "id", report);
  if (id === undefined) return reportValue(node, name, 'View(id="…", …)', report);
  return {
    id,
    label: readText(given.get("label"), "label", report) ?? id,
    type: readWord(given.get("type"), "type", viewTypes, report),
  };
}
