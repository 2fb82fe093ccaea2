import { assert } from "../base/errors.ts";
import type { SnapShape, SnapShapes } from "../pipeline/snap-shape.ts";
import type { SnapDefinition } from "./define-snap.ts";

/** The Snaps of this build: those that run, and those that are only known by name. */
export interface SnapCatalogue extends SnapShapes {
  /** The definition to run; undefined for a class that is unknown or not implemented. */
  definition(classId: string): SnapDefinition | undefined;
  definitions(): Iterable<SnapDefinition>;
}

/** Builds a catalogue. A class id that stands twice is a bug in the declarations. */
export function createCatalogue(
  definitions: readonly SnapDefinition[],
  known: readonly SnapShape[] = [],
): SnapCatalogue {
  const runnable = new Map<string, SnapDefinition>();
  for (const definition of definitions) {
    assert(!runnable.has(definition.classId), `${definition.classId} is declared twice`);
    runnable.set(definition.classId, definition);
  }
  const shapes = new Map<string, SnapShape>(known.map((shape) => [shape.classId, shape]));
  for (const [classId, definition] of runnable) shapes.set(classId, definition);
  return {
    get: (classId) => shapes.get(classId),
    all: () => shapes.values(),
    definition: (classId) => runnable.get(classId),
    definitions: () => runnable.values(),
  };
}
