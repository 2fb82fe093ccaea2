import type { JsonObject } from "../../base/json.ts";
import type { GridPosition } from "./lay-out.ts";

/** A Snap's entry in `detail_map`, as the Designer writes it. */
export function usualDetail(index: number, [column, row]: GridPosition): JsonObject {
  return {
    grid_x_int: column,
    grid_y_int: row,
    input: {},
    output: {},
    error: {},
    index: [index],
    rot_int: 0,
    rot_tail_int: 0,
    source: "catalog",
    recommendation_id: null,
  };
}
