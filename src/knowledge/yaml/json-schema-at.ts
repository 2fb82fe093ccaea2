import { getOwn, isObject, setOwn } from "../../base/json.ts";
import type { PathStep } from "./yaml-tree.ts";

/** The part of a JSON Schema that speaks of what stands at a path; of a choice, all its branches together. */
export function jsonSchemaAt(
  schema: unknown,
  path: readonly PathStep[],
): Readonly<Record<string, unknown>> {
  let at = joined(schema);
  for (const step of path) {
    if (typeof step === "number") at = joined(at["items"]);
    else {
      const properties = at["properties"];
      const own = isObject(properties) && Object.hasOwn(properties, step) ? properties[step] : {};
      at = joined(own);
    }
  }
  return at;
}

function joined(schema: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(schema)) return {};
  const branches = [schema["anyOf"], schema["oneOf"]].flatMap((list) =>
    Array.isArray(list) ? list.map(joined) : [],
  );
  if (branches.length === 0) return schema;
  const properties: Record<string, unknown> = {};
  for (const branch of branches) {
    if (!isObject(branch["properties"])) continue;
    for (const [name, property] of Object.entries(branch["properties"])) {
      setOwn(properties, name, eitherOf(getOwn(properties, name), property));
    }
  }
  const items = branches.find((branch) => branch["items"] !== undefined)?.["items"];
  return {
    ...schema,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(items === undefined ? {} : { items }),
  };
}

/** A property that branches tell apart by its value may have any of their values; else the last branch speaks. */
function eitherOf(one: unknown, other: unknown): unknown {
  const values = [...valuesOf(one), ...valuesOf(other)];
  return isObject(one) && isObject(other) && valuesOf(other).length > 0 && values.length > 1
    ? { enum: [...new Set(values)] }
    : other;
}

function valuesOf(schema: unknown): readonly unknown[] {
  if (!isObject(schema)) return [];
  const options: unknown = schema["enum"];
  return Array.isArray(options) ? options : Object.hasOwn(schema, "const") ? [schema["const"]] : [];
}
