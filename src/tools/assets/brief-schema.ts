import { isObject, setOwn } from "../../base/json.ts";
import type { JsonObjectSchema } from "./listed-asset-tool.ts";

/** Marks schemas that many tools have in common, so that one tool of an asset can tell them for all. */
export const commonMark = "common";

/** Whole, without what only repeats the obvious. */
export function wholeSchema(schema: unknown): JsonObjectSchema {
  const whole = withoutNoise(schema);
  return { ...(isObject(whole) ? whole : {}), type: "object" };
}

/**
 * What `tools/list` says of arguments: not how long a text or a list may be, which a refusal says when it comes to that;
 * nothing twice; and of what is common nothing when another tool tells it.
 */
export function briefInput(schema: JsonObjectSchema, tellsCommon: boolean): JsonObjectSchema {
  const brief = rewrite(schema, (node) =>
    without(tellsCommon ? node : withoutCommon(node), ([key, value]) => isBound(key, value)),
  );
  return wholeSchema(tellOnce(brief, new Set()));
}

/**
 * What `tools/list` says of answers: their own properties whole, and of the objects inside of them which properties they
 * always have.
 */
export function briefOutput(schema: JsonObjectSchema): JsonObjectSchema {
  const { properties, ...root } = schema;
  const inner = rewriteEach(properties, namesOnly);
  return wholeSchema(tellOnce({ ...root, properties: inner }, new Set()));
}

/** What it needs at least. */
function withoutCommon(node: Node): Node {
  return node[commonMark] === true ? { type: "object", required: node["required"] } : node;
}

type Node = Readonly<Record<string, unknown>>;

/** Leaves out the bounds of a safe integer, the kind of a record's keys, and marks. */
function withoutNoise(schema: unknown): unknown {
  return rewrite(schema, (node) =>
    without(
      node,
      ([key, value]) =>
        (key === "minimum" && value === Number.MIN_SAFE_INTEGER) ||
        (key === "maximum" && value === Number.MAX_SAFE_INTEGER) ||
        (key === "propertyNames" && isObject(value) && value["type"] === "string") ||
        (key === commonMark && value === true),
    ),
  );
}

function isBound(key: string, value: unknown): boolean {
  switch (key) {
    case "maxLength":
    case "maxItems":
      return typeof value === "number";
    case "minLength":
    case "minItems":
      return value === 1;
    case "maximum":
      return typeof value === "number" && value >= boundsTellingMax;
    default:
      return false;
  }
}

/** Bounds beyond are there for safety, and no choice of a caller. */
const boundsTellingMax = 1_000_000;

/** Only what has objects in it stays; plain values are named where they are required. */
function namesOnly({ properties, additionalProperties, ...node }: Node): Node {
  if (!isObject(properties)) {
    return additionalProperties === undefined ? node : { ...node, additionalProperties };
  }
  const inner = Object.entries(properties).filter(([, schema]) => !isPlain(schema));
  return inner.length === 0 ? node : { ...node, properties: Object.fromEntries(inner) };
}

/** Texts, numbers, and lists of those. */
function isPlain(schema: unknown): boolean {
  if (!isObject(schema)) return true;
  if (schema["type"] === "array") return isPlain(schema["items"]);
  return !["properties", "required", "additionalProperties", "anyOf"].some((key) => key in schema);
}

/** A description stands where it comes first. */
function tellOnce(schema: unknown, told: Set<string>): unknown {
  return rewrite(schema, (node) => {
    const { description, ...rest } = node;
    if (typeof description !== "string") return node;
    if (told.has(description)) return rest;
    told.add(description);
    return node;
  });
}

function without(node: Node, isLeftOut: (entry: readonly [string, unknown]) => boolean): Node {
  return Object.fromEntries(Object.entries(node).filter((entry) => !isLeftOut(entry)));
}

/** Changes every schema in a schema, the inner ones first; names of properties are not taken for keywords. */
function rewrite(schema: unknown, change: (node: Node) => Node): unknown {
  if (Array.isArray(schema)) return schema.map((item: unknown) => rewrite(item, change));
  if (!isObject(schema)) return schema;
  const inner: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    setOwn(inner, key, key === "properties" ? rewriteEach(value, change) : rewrite(value, change));
  }
  return change(inner);
}

function rewriteEach(schemas: unknown, change: (node: Node) => Node): unknown {
  if (!isObject(schemas)) return schemas;
  const changed: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    setOwn(changed, name, rewrite(schema, change));
  }
  return changed;
}
