import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { type OpenView, openInputs, openOutputs } from "../graph.ts";
import { type LintContext, placeOf, severityFor } from "../lint-context.ts";
import type { SnapNode, View } from "../model.ts";
import type { SnapShape } from "../snap-shape.ts";
import { listWords, snapName, viewName } from "../snap-words.ts";

/**
 * Open views are legal: they are the pipeline's own inputs and outputs, fed by Pipeline Execute or a task. An error is
 * only a Snap that needs several streams and gets some of them. A warning says that a stream is probably missing: one of
 * several inputs of a Union or Gate is open, all inputs of a Join are, or an open input stands beside an open output that
 * could feed it.
 */
export default defineRule({
  code: "unlinked-view",
  summary: "Every input that needs a stream from within the pipeline is linked.",
  *check(context: LintContext): Iterable<Finding> {
    const open = openInputs(context.pipeline);
    const openIds = Map.groupBy(open, (view) => view.snap.id);
    const feeders = openOutputs(context.pipeline).filter(({ role }) => role === "output");
    for (const { snap, shape } of context.known) {
      const unlinked = openIds.get(snap.id) ?? [];
      if (unlinked.length === 0) continue;
      if (snap.inputs.length > 1) yield* checkSeveral(snap, shape, unlinked);
      else if (shape.views.input.min > 0)
        yield* checkSingle(context, snap, shape, unlinked, feeders);
    }
  },
});

function* checkSeveral(
  snap: SnapNode,
  shape: SnapShape,
  unlinked: readonly OpenView[],
): Iterable<Finding> {
  const needsAll = shape.views.input.min > 1;
  const allOpen = unlinked.length === snap.inputs.length;
  if (allOpen && !needsAll) return;
  const name = snapName(snap, shape);
  for (const { view } of unlinked) {
    yield {
      code: "unlinked-view",
      severity: needsAll && !allOpen ? severityFor(snap) : "warning",
      place: placeOf(snap, { view: view.id }),
      error: `Input view ${viewName(view)} of ${name} is not linked.`,
      reason: needsAll
        ? `Expected a stream on each of ${viewList(snap.inputs)}; ${allOpen ? "none is" : "only some are"} linked.`
        : `Expected a stream on each of ${viewList(snap.inputs)}; this one gets no ${view.type === "document" ? "documents" : "binary data"}.`,
      resolution: `Link an output to ${viewName(view)}${snap.inputs.length > shape.views.input.min ? ", or remove the view" : ""}.`,
    };
  }
}

function* checkSingle(
  context: LintContext,
  snap: SnapNode,
  shape: SnapShape,
  unlinked: readonly OpenView[],
  feeders: readonly OpenView[],
): Iterable<Finding> {
  const downstream = reachable(context, snap);
  for (const { view } of unlinked) {
    const feeder = feeders.find(
      (open) => open.view.type === view.type && !downstream.has(open.snap.id),
    );
    if (feeder === undefined) continue;
    yield {
      code: "unlinked-view",
      severity: "warning",
      place: placeOf(snap, { view: view.id }),
      error: `Input view ${viewName(view)} of ${snapName(snap, shape)} is not linked.`,
      reason: `Expected a link, since "${feeder.label}" is open too; found none, so the Snap gets its documents only from a caller of the pipeline.`,
      resolution: `Link "${feeder.snap.label}" ${viewName(feeder.view)} to "${snap.label}" ${viewName(view)}, or leave it open if the pipeline is to be called with documents.`,
    };
  }
}

function viewList(views: readonly View[]): string {
  return listWords(views.map(viewName));
}

/** Ids of the Snap and of all that it feeds. */
function reachable({ links }: LintContext, start: SnapNode): ReadonlySet<string> {
  const found = new Set([start.id]);
  for (const id of found) {
    for (const link of links.leaving(id)) found.add(link.targetId);
  }
  return found;
}
