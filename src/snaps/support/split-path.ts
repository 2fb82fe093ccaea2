import { isValueMap } from "../../expr/path/value-map.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import type { PathSegment } from "../../expr/path/path-segment.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { Setting } from "../../engine/setting.ts";
import { bindPerDocument } from "../../engine/settings/evaluated.ts";
import { sourceOf } from "../../engine/settings/expression.ts";
import { bindPath } from "../../engine/settings/path.ts";

/** What a path leads to, with the objects above it, nearest first. */
export interface Match {
  readonly value: Value;
  readonly parents: readonly Document[];
}

/** The path that a JSON Splitter splits at. */
export interface SplitPath {
  readonly source: string;
  /** Whether the path names one place. */
  readonly definite: boolean;
  readonly matches: (document: Document) => readonly Match[];
  /** Whether the part of the path that names one place exists. */
  readonly begins: (document: Document) => boolean;
}

/** A JSONPath, also when written as `jsonPath($, "…")`; an expression when flagged as one. */
export function splitPath(options: { readonly help: string }): Setting<SplitPath | undefined> {
  return {
    // Not a `path`, for `jsonPath($, "…")` is none.
    shape: { kind: "text", ...options, required: true, default: "", expression: "document" },
    bind: (value, context) => {
      const source = sourceOf(value, "").trim();
      if (source === "") return undefined;
      const inner = innerPath(source);
      if (value?.expression === true && inner === undefined) {
        return fromExpression(source, bindPerDocument(value, "document", context));
      }
      return fromPath(bindPath(inner ?? source, context));
    },
  };
}

/** The path inside `jsonPath($, "…")`; undefined for every other text. */
export function innerPath(source: string): string | undefined {
  return /^jsonPath\(\s*\$\s*,\s*(["'])(.*)\1\s*\)$/s.exec(source)?.[2];
}

function fromExpression(source: string, evaluate: (document: Value) => Value): SplitPath {
  return {
    source,
    definite: true,
    matches: (document) => [{ value: evaluate(document), parents: [document] }],
    begins: () => true,
  };
}

function fromPath(path: JsonPath): SplitPath {
  const { source, definite, segments } = path;
  const walkable = segments.every(isWalkable);
  const first = segments.findIndex(
    (segment) => segment.kind !== "name" && segment.kind !== "index",
  );
  const prefix = first < 0 ? segments : segments.slice(0, first);
  return {
    source,
    definite,
    matches: (document) =>
      walkable
        ? walk(document, segments, [])
        : path.readAll(document).map((value) => ({ value, parents: [document] })),
    begins: (document) => walk(document, prefix, []).length > 0,
  };
}

/** Whether `walk` can follow the segment. */
export function isWalkable({ kind }: PathSegment): boolean {
  return kind === "name" || kind === "index" || kind === "wildcard";
}

/** All that the segments lead to, in document order. */
export function walk(
  value: Value,
  segments: readonly PathSegment[],
  parents: readonly Document[],
): Match[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [{ value, parents }];
  const above = isValueMap(value) ? [value, ...parents] : parents;
  return childrenAt(value, segment).flatMap((child) => walk(child, rest, above));
}

function childrenAt(value: Value, segment: PathSegment): readonly Value[] {
  if (segment.kind === "name") {
    return isValueMap(value) && Object.hasOwn(value, segment.name)
      ? [value[segment.name] ?? null]
      : [];
  }
  if (segment.kind === "index") {
    const child = Array.isArray(value) ? value.at(segment.index) : undefined;
    return child === undefined ? [] : [child];
  }
  if (Array.isArray(value)) return value;
  return isValueMap(value) ? Object.values(value) : [];
}
