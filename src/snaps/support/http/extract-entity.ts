import type { JsonPath } from "../../../expr/path/json-path.ts";
import { isValueMap } from "../../../expr/path/value-map.ts";
import type { Document, Value } from "../../../expr/value.ts";

/** What stands at the path of an answer: an object as it is, the elements of a list each for itself. */
export function extractEntity(answer: Document, path: JsonPath): readonly Document[] {
  const found = path.readOne(answer) ?? null;
  const values: readonly Value[] = Array.isArray(found) ? found : [found];
  return values.map((value) => (isValueMap(value) ? value : { entity: value }));
}
