import type { SnapShape, SnapShapes } from "../../pipeline/snap-shape.ts";
import type { Report } from "./slpy-finding.ts";

/** What every part of the compiler may look at. */
export interface CompileContext {
  readonly shapes: SnapShapes;
  /** By their SLPy name. */
  readonly classes: ReadonlyMap<string, SnapShape>;
  readonly report: Report;
}

/** The Snaps by the name of their class; of a name that stands twice the first counts. */
export function classesByName(shapes: SnapShapes): ReadonlyMap<string, SnapShape> {
  const classes = new Map<string, SnapShape>();
  for (const shape of shapes.all()) {
    if (!classes.has(shape.name)) classes.set(shape.name, shape);
  }
  return classes;
}
