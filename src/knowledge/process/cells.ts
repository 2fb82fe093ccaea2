import { assert } from "../../base/errors.ts";
import type { Cell } from "../warehouse/warehouse.ts";

/** A cell of which the statement says that it is a number. */
export function numberIn(cell: Cell | undefined): number {
  const number = numberOrNull(cell);
  assert(number !== null, "the cell holds a number");
  return number;
}

/** Integers past 2^53 come as text. */
export function numberOrNull(cell: Cell | undefined): number | null {
  assert(cell !== undefined && typeof cell !== "boolean", "the cell holds a number or nothing");
  return cell === null ? null : Number(cell);
}

export function textIn(cell: Cell | undefined): string {
  assert(typeof cell === "string", "the cell holds a text");
  return cell;
}

export function textOrNull(cell: Cell | undefined): string | null {
  return cell === null ? null : textIn(cell);
}

/** A list of texts, which arrives as JSON. */
export function textsIn(cell: Cell | undefined): readonly string[] {
  const items: unknown = JSON.parse(textIn(cell));
  assert(Array.isArray(items), "the cell holds a list");
  return items.map(String);
}
