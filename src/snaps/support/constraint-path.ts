import { isValueMap } from "../../expr/path/value-map.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { Setting } from "../../engine/setting.ts";
import { sourceOf } from "../../engine/settings/expression.ts";
import { bindPath } from "../../engine/settings/path.ts";
import { innerPath, isWalkable, walk } from "./split-path.ts";

/** A path whose values are checked, which knows what of it is missing. */
export interface ConstraintPath {
  readonly source: string;
  readonly values: (document: Document) => readonly Value[];
  /** `parent` when what the last name should stand in is missing, `value` when only the last name is. */
  readonly missing: (document: Document) => "parent" | "value" | undefined;
}

/** A JSONPath, also when written as `jsonPath($, "…")`. */
export function constraintPath(options: {
  readonly help: string;
}): Setting<ConstraintPath | undefined> {
  return {
    // Not a `path`, for `jsonPath($, "…")` is none.
    shape: { kind: "text", ...options, required: false, default: "", expression: "none" },
    bind: (value, context) => {
      const source = sourceOf(value, "").trim();
      return source === "" ? undefined : of(bindPath(innerPath(source) ?? source, context));
    },
  };
}

function of(path: JsonPath): ConstraintPath {
  const values = (document: Document): readonly Value[] => path.readAll(document);
  const last = path.segments.at(-1);
  if (last?.kind !== "name" || !path.segments.every(isWalkable)) {
    const missing: ConstraintPath["missing"] = (document) =>
      path.readOne(document) === undefined ? "value" : undefined;
    return { source: path.source, values, missing };
  }
  const above = path.segments.slice(0, -1);
  return {
    source: path.source,
    values,
    missing: (document) => {
      const parents = walk(document, above, []);
      if (parents.length === 0) return path.definite ? "parent" : undefined;
      const has = parents.every(
        ({ value }) => isValueMap(value) && Object.hasOwn(value, last.name),
      );
      return has ? undefined : "value";
    },
  };
}
