import type { SnapShape, ViewsShape } from "../../pipeline/snap-shape.ts";

/** The views of one side of a Snap as answers show them. */
export interface IoSide {
  readonly min: number;
  /** Null where views can be added without end. */
  readonly max: number | null;
  readonly type: "document" | "binary" | "document+binary" | "none";
}

export function ioSide({ min, max, types }: ViewsShape): IoSide {
  return {
    min,
    max: max === Number.POSITIVE_INFINITY ? null : max,
    type: max === 0 ? "none" : types.length === 2 ? "document+binary" : (types[0] ?? "none"),
  };
}

/** `1 document`, `2 or more document`, `none`. */
export function viewWords(views: ViewsShape): string {
  const { min, max, type } = ioSide(views);
  if (type === "none") return "none";
  if (max === null) return `${min} or more ${type}`;
  return min === max ? `${min} ${type}` : `${min} to ${max} ${type}`;
}

/** `input: 1 document; output: 1 document`. */
export function ioWords({ views }: SnapShape): string {
  return `input: ${viewWords(views.input)}; output: ${viewWords(views.output)}`;
}
