import type { Finding, Place } from "../base/finding.ts";
import { type LinkIndex, indexLinks } from "./graph.ts";
import type { Pipeline, SnapNode } from "./model.ts";
import type { SnapShape, SnapShapes } from "./snap-shape.ts";

/** What a rule may look at. */
export interface LintContext {
  readonly pipeline: Pipeline;
  readonly shapes: SnapShapes;
  readonly links: LinkIndex;
  /** By id. */
  readonly snaps: ReadonlyMap<string, SnapNode>;
  /** Snaps whose class is known, with its shape, in file order. */
  readonly known: readonly { readonly snap: SnapNode; readonly shape: SnapShape }[];
}

export function lintContext(pipeline: Pipeline, shapes: SnapShapes): LintContext {
  return {
    pipeline,
    shapes,
    links: indexLinks(pipeline),
    snaps: new Map(pipeline.snaps.map((snap) => [snap.id, snap])),
    known: pipeline.snaps.flatMap((snap) => {
      const shape = shapes.get(snap.classId);
      return shape === undefined ? [] : [{ snap, shape }];
    }),
  };
}

/** The place of a Snap, with what else is known of it. */
export function placeOf(snap: SnapNode, more: Place = {}): Place {
  return { snapId: snap.id, snapLabel: snap.label, ...more };
}

/** A finding that stops a run, unless the Snap is disabled: then it is a warning, since nothing of it runs. */
export function severityFor(snap: SnapNode): Finding["severity"] {
  return snap.executionMode === "Disabled" ? "warning" : "error";
}
