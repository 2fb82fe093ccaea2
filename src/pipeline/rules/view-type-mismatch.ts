import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import type { Link, SnapNode, View } from "../model.ts";
import type { SnapShapes } from "../snap-shape.ts";
import { contentWords, listWords, snapName, viewName } from "../snap-words.ts";

export default defineRule({
  code: "view-type-mismatch",
  summary: "A link joins views of one type: documents to documents, binary data to binary data.",
  *check(context: LintContext): Iterable<Finding> {
    for (const link of context.pipeline.links) {
      const finding = checkLink(context, link);
      if (finding !== undefined) yield finding;
    }
  },
});

function checkLink({ snaps, shapes }: LintContext, link: Link): Finding | undefined {
  const source = snaps.get(link.sourceId);
  const target = snaps.get(link.targetId);
  const output = viewById(
    [...(source?.outputs ?? []), ...(source?.errorViews ?? [])],
    link.sourceView,
  );
  const input = viewById(target?.inputs ?? [], link.targetView);
  if (source === undefined || target === undefined) return undefined;
  if (output === undefined || input === undefined || output.type === input.type) return undefined;
  const from = snapName(source, shapes.get(source.classId));
  const into = snapName(target, shapes.get(target.classId));
  return {
    code: "view-type-mismatch",
    severity: "error",
    place: placeOf(target, { view: input.id, link: link.id }),
    error: `${from} gives ${contentWords(output.type)}, but ${into} takes ${contentWords(input.type)}.`,
    reason: `Link \`${link.id}\` joins ${viewName(output)}, a ${output.type} view, to ${viewName(input)}, a ${input.type} view; expected views of one type.`,
    resolution: remedy(output, input, source, target, shapes),
  };
}

function remedy(
  output: View,
  input: View,
  source: SnapNode,
  target: SnapNode,
  shapes: SnapShapes,
): string {
  const category = output.type === "document" ? "format" : "parse";
  const converters = [...shapes.all()]
    .filter((shape) => shape.implemented && shape.category === category)
    .filter(
      ({ views }) =>
        views.input.types.includes(output.type) && views.output.types.includes(input.type),
    )
    .map((shape) => shape.label);
  const kind = category === "format" ? "formatter" : "parser";
  const insert = `Put a ${kind} between them${converters.length === 0 ? "" : `: ${listWords(converters.slice(0, 6), "or")}`}.`;
  const wider = [
    {
      snap: target,
      view: input,
      type: output.type,
      types: shapes.get(target.classId)?.views.input.types,
    },
    {
      snap: source,
      view: output,
      type: input.type,
      types: shapes.get(source.classId)?.views.output.types,
    },
  ].find((side) => side.types?.includes(side.type) === true);
  if (wider === undefined) return insert;
  return `${insert} Or make ${viewName(wider.view)} of "${wider.snap.label}" a ${wider.type} view, which it may be.`;
}

function viewById(views: readonly View[], id: string): View | undefined {
  return views.find((view) => view.id === id);
}
