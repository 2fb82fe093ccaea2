import type { Finding } from "../../base/finding.ts";
import { nearestNames } from "../../base/nearest.ts";
import { defineRule } from "../define-rule.ts";
import { jsonPointer } from "../json-pointer.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import type { SnapShape, SnapShapes } from "../snap-shape.ts";
import { listWords } from "../snap-words.ts";

/** Near names are looked up for so many Snaps only. */
const suggestionsMax = 50;

export default defineRule({
  code: "unknown-snap",
  summary: "The class of every Snap is known.",
  *check({ pipeline, shapes }): Iterable<Finding> {
    let found = 0;
    for (const snap of pipeline.snaps) {
      if (shapes.get(snap.classId) !== undefined) continue;
      const near = found++ < suggestionsMax ? nearestShapes(snap.classId, snap.label, shapes) : [];
      const names = near.map((shape) => `${shape.label} (\`${shape.classId}\`)`);
      const [only] = near;
      const sure = near.length === 1 && only !== undefined;
      yield {
        code: "unknown-snap",
        severity: severityFor(snap),
        place: placeOf(snap, { pointer: jsonPointer("snap_map", snap.id, "class_id") }),
        error: `Unknown Snap \`${snap.classId}\` ("${snap.label}").`,
        reason: "Expected the class id of a Snap of this build; found one that it does not have.",
        resolution:
          names.length === 0
            ? "Replace it by a Snap that exists, disable it, or remove it."
            : `Did you mean ${listWords(names, "or")}? Else replace, disable or remove it.`,
        ...(sure ? { fix: { summary: `Make it a ${only.label}`, replacement: only.classId } } : {}),
      };
    }
  },
});

/** Class ids of the same beginning are all near each other, so only what comes after it is compared. */
function nearestShapes(classId: string, label: string, shapes: SnapShapes): SnapShape[] {
  const byName = new Map<string, SnapShape>();
  for (const shape of shapes.all()) {
    const short = shortId(shape.classId);
    for (const name of [short, lastPart(short), shape.label, shape.name]) {
      if (!byName.has(name)) byName.set(name, shape);
    }
  }
  const wanted = shortId(classId);
  const near = [wanted, lastPart(wanted), label].flatMap((name) =>
    nearestNames(name, byName.keys()).flatMap((found) => byName.get(found) ?? []),
  );
  return [...new Set(near)].slice(0, 3);
}

function shortId(classId: string): string {
  return classId.replace(/^com-snaplogic-snaps-/, "");
}

function lastPart(shortClassId: string): string {
  return shortClassId.slice(shortClassId.indexOf("-") + 1);
}
