import type { Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { describeValue } from "./describe-value.ts";

/** Whether a condition came out true; null counts as false, and what is no answer fails the document. */
export function holds(result: Value): boolean {
  if (typeof result === "boolean") return result;
  if (result === null) return false;
  throw new SnapFailure(
    "The condition is neither true nor false",
    `Expected true or false; found ${describeValue(result)}.`,
    "Compare with something, as in $status == 'open'.",
  );
}
