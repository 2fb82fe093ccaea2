import type { Finding } from "../base/finding.ts";
import { lintContext } from "./lint-context.ts";
import type { Pipeline } from "./model.ts";
import { rules } from "./rules/catalog.gen.ts";
import type { SnapShapes } from "./snap-shape.ts";

/**
 * Everything that is wrong or doubtful with a pipeline, as far as can be seen without running it. In the order of the
 * Snaps in the file, what concerns none of them first; for one Snap by code, then as the rule found it. A pipeline
 * without errors here is one that a run accepts.
 */
export function lintPipeline(pipeline: Pipeline, shapes: SnapShapes): readonly Finding[] {
  const context = lintContext(pipeline, shapes);
  const position = new Map(pipeline.snaps.map((snap, index) => [snap.id, index]));
  const placeIn = ({ place }: Finding): number => position.get(place.snapId ?? "") ?? -1;
  return rules
    .flatMap((rule) => [...rule.check(context)])
    .toSorted((a, b) => placeIn(a) - placeIn(b) || compareText(a.code, b.code));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
