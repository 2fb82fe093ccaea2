import { failWriting, type PathRun } from "./path-run.ts";
import { isContainer, matchingKeys, readNodes } from "./read-path.ts";

/** Takes every place the path names out of its map or array, innermost first. */
export function removePath(run: PathRun): void {
  const last = run.segments.at(-1);
  const computed = run.segments.find((segment) => segment.kind === "method");
  if (
    last === undefined ||
    last.kind === "descend" ||
    last.kind === "method" ||
    computed !== undefined
  ) {
    failRemoving(run, computed?.span ?? { start: 0, end: run.source.length });
  }
  const parents = new Set(readNodes(run, run.segments.length - 1).toReversed());
  for (const parent of parents) {
    if (!isContainer(parent)) continue;
    const keys = new Set(matchingKeys(run, last, parent));
    for (const key of [...keys].toSorted(descending)) {
      if (typeof key === "number" && Array.isArray(parent)) parent.splice(key, 1);
      else Reflect.deleteProperty(parent, key);
    }
  }
}

function descending(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? b - a : 0;
}

function failRemoving(run: PathRun, span: { readonly start: number; readonly end: number }): never {
  return failWriting(
    run,
    span,
    "Expected a path that names a field or an element to delete, found the root or a computed result.",
    "Name the field to delete, as in `$.name`.",
  );
}
