import type { ViewType } from "../../pipeline/model.ts";
import type { SnapCategory, SnapShape, ViewsShape } from "../../pipeline/snap-shape.ts";

/**
 * A Snap of the platform in one line: class id without `com-snaplogic-snaps-`, version, PyGen name, label, category,
 * views, summary. Views are `inputs>outputs`: `d` document, `b` binary, `db` either; then `?` for none or one, `+` for
 * one or more, nothing for exactly one; empty for none.
 */
export type KnownSnapRow = readonly [
  classId: string,
  version: number,
  name: string,
  label: string,
  category: SnapCategory,
  views: `${string}>${string}`,
  summary: string,
];

/** The shape of a Snap that is known by name and that this build does not run; its settings are not known. */
export function knownSnap(row: KnownSnapRow): SnapShape {
  const [classId, version, name, label, category, views, summary] = row;
  const [input = "", output = ""] = views.split(">");
  return {
    classId: `com-snaplogic-snaps-${classId}`,
    version,
    name,
    label,
    category,
    summary,
    views: { input: viewsOf(input), output: viewsOf(output) },
    settings: {},
    implemented: false,
  };
}

function viewsOf(text: string): ViewsShape {
  const types: ViewType[] = [];
  if (text.includes("d")) types.push("document");
  if (text.includes("b")) types.push("binary");
  if (types.length === 0) return { min: 0, max: 0, types };
  const max = text.endsWith("+") ? Number.POSITIVE_INFINITY : 1;
  return { min: text.endsWith("?") ? 0 : 1, max, types };
}
