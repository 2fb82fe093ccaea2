import { unreachable } from "../../base/errors.ts";
import type { Span } from "../../base/finding.ts";
import { setOwn } from "../../base/json.ts";

/** What a YAML text says, with the stretch of the text that says it. Aliases are followed; anchors and tags are gone. */
export type YamlTree = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

export interface YamlList {
  readonly kind: "list";
  readonly items: readonly YamlTree[];
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly span: Span;
}

export interface YamlEntry {
  readonly keySpan: Span;
  readonly value: YamlTree;
}

export type PathStep = string | number;

/** The same without places. A key without a value is left out; `__proto__` is an own property like any other. */
export function plainValue(tree: YamlTree): unknown {
  switch (tree.kind) {
    case "scalar":
      return tree.value;
    case "list":
      return tree.items.map(plainValue);
    case "map": {
      const value: Record<string, unknown> = {};
      for (const [key, entry] of tree.entries) {
        const plain = plainValue(entry.value);
        if (plain !== null) setOwn(value, key, plain);
      }
      return value;
    }
    default:
      return unreachable(tree);
  }
}

/** What stands at a path, or undefined when nothing does. */
export function treeAt(tree: YamlTree, path: readonly PathStep[]): YamlTree | undefined {
  let at: YamlTree | undefined = tree;
  for (const step of path) {
    if (at === undefined) return undefined;
    at = childOf(at, step);
  }
  return at;
}

/** The span of what stands at a path; of the nearest thing around it when nothing does. */
export function spanAt(tree: YamlTree, path: readonly PathStep[]): Span {
  let at = tree;
  for (const step of path) {
    const next = childOf(at, step);
    if (next === undefined) return at.span;
    at = next;
  }
  return at.span;
}

/** The span of the key itself. */
export function keySpanAt(tree: YamlTree, path: readonly PathStep[]): Span {
  const parent = treeAt(tree, path.slice(0, -1));
  const key = path.at(-1);
  const entry = parent?.kind === "map" ? parent.entries.get(String(key)) : undefined;
  return entry?.keySpan ?? spanAt(tree, path);
}

function childOf(tree: YamlTree, step: PathStep): YamlTree | undefined {
  switch (tree.kind) {
    case "scalar":
      return undefined;
    case "list":
      return typeof step === "number" ? tree.items[step] : undefined;
    case "map":
      return tree.entries.get(String(step))?.value;
    default:
      return unreachable(tree);
  }
}
