import { isValueMap } from "../../expr/path/value-map.ts";
import type { Document, Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { describeValue } from "./describe-value.ts";

/** The value as a document, or the failure of a value that cannot be one. */
export function requireMap(value: Value, what: string): Document {
  if (isValueMap(value)) return value;
  throw new SnapFailure(
    `${what} is not an object`,
    `Expected an object; found ${describeValue(value)}.`,
    "Give it a name, as in $value, or choose a path that leads to an object.",
  );
}
