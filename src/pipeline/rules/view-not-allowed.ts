import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import type { SnapNode, View } from "../model.ts";
import type { SnapShape, ViewsShape } from "../snap-shape.ts";
import { listWords, snapName, viewName } from "../snap-words.ts";

export default defineRule({
  code: "view-not-allowed",
  summary: "A Snap has as many views, and of such types, as its class allows.",
  *check({ known }): Iterable<Finding> {
    for (const { snap, shape } of known) {
      if (!shape.implemented) continue;
      yield* checkSide(snap, shape, "input", snap.inputs);
      yield* checkSide(snap, shape, "output", snap.outputs);
    }
  },
});

function* checkSide(
  snap: SnapNode,
  shape: SnapShape,
  side: "input" | "output",
  views: readonly View[],
): Iterable<Finding> {
  const allowed = shape.views[side];
  const name = snapName(snap, shape);
  if (views.length < allowed.min || views.length > allowed.max) {
    const extra = views[allowed.max];
    yield {
      code: "view-not-allowed",
      severity: severityFor(snap),
      place: placeOf(snap, extra === undefined ? {} : { view: extra.id }),
      error: `${name} has ${views.length === 0 ? "no" : `too ${extra === undefined ? "few" : "many"}`} ${side} view${views.length === 0 && allowed.min === 1 ? "" : "s"}.`,
      reason: `Expected ${rangeWords(allowed, side)}; found ${views.length === 0 ? "none" : `${views.length}: ${listWords(views.map(viewName))}`}.`,
      resolution:
        extra === undefined
          ? addWords(allowed, side, views.length)
          : removeWords(side, views.slice(allowed.max)),
    };
  }
  for (const view of views) {
    if (allowed.types.length === 0 || allowed.types.includes(view.type)) continue;
    const [type = "document"] = allowed.types;
    yield {
      code: "view-not-allowed",
      severity: severityFor(snap),
      place: placeOf(snap, { view: view.id }),
      error: `The ${side} view ${viewName(view)} of ${name} cannot be a ${view.type} view.`,
      reason: `Expected a ${listWords(allowed.types, "or")} view; found a ${view.type} view.`,
      resolution: `Set \`view_type\` of ${viewName(view)} to "${type}".`,
      fix: { summary: `Make it a ${type} view`, replacement: type },
    };
  }
}

function rangeWords({ min, max, types }: ViewsShape, side: string): string {
  if (max === 0) return `no ${side} view`;
  const kind = `${types.length === 0 ? "" : `${listWords(types, "or")} `}${side} view`;
  if (min === max) return `exactly ${min} ${kind}${min === 1 ? "" : "s"}`;
  if (max === Number.POSITIVE_INFINITY) return `at least ${min} ${kind}${min === 1 ? "" : "s"}`;
  return `${min} to ${max} ${kind}s`;
}

function addWords({ min, types }: ViewsShape, side: string, found: number): string {
  const missing = Array.from({ length: min - found }, (_, index) => `\`${side}${found + index}\``);
  return `Add the ${types[0] ?? "document"} view${missing.length === 1 ? "" : "s"} ${listWords(missing)} to \`property_map.${side}\`.`;
}

function removeWords(side: string, extra: readonly View[]): string {
  return `Remove ${listWords(extra.map(viewName))} from \`property_map.${side}\`, with its links.`;
}
