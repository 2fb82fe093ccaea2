import type { View, ViewType } from "./model.ts";

/** A view in short: `input0`, `output0:binary`, or `{ id, label, type }` with `id` and `document` for what is absent. */
export type ViewSpec =
  | string
  | { readonly id: string; readonly label?: string; readonly type?: ViewType };

/** The views that short forms stand for. */
export function parseViewSpecs(specs: readonly ViewSpec[]): View[] {
  return specs.map((spec) => {
    if (typeof spec !== "string") {
      return { id: spec.id, label: spec.label ?? spec.id, type: spec.type ?? "document" };
    }
    const [id = "", type] = spec.split(":");
    return { id, label: id, type: type === "binary" ? "binary" : "document" };
  });
}
