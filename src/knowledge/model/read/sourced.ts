import type { Span } from "../../../base/finding.ts";
import { textOffset } from "../../yaml/text-offset.ts";
import type { YamlFile } from "../../yaml/yaml-finding.ts";
import type { YamlTree } from "../../yaml/yaml-tree.ts";

/** A thing of a model with where it, and each of its keys, was written: after a merge in more than one file. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly keys: ReadonlyMap<string, Origin>;
}

export interface Origin {
  readonly file: YamlFile;
  readonly tree: YamlTree;
  /** The key, or the thing itself when it has none. */
  readonly keySpan: Span;
}

export function sourced<T>(value: T, tree: YamlTree, file: YamlFile): Sourced<T> {
  const keys = new Map<string, Origin>();
  if (tree.kind === "map") {
    for (const [key, entry] of tree.entries) {
      keys.set(key, { file, tree: entry.value, keySpan: entry.keySpan });
    }
  }
  return { value, origin: { file, tree, keySpan: tree.span }, keys };
}

/** Keys that `over` says replace those of `base`. */
export function override<T extends object>(base: Sourced<T>, over: Sourced<T>): Sourced<T> {
  return {
    value: { ...base.value, ...over.value },
    origin: over.origin,
    keys: new Map([...base.keys, ...over.keys]),
  };
}

/** The file and stretch of the thing, of its key, or of a stretch of the text that the key holds. */
export function placeOf(
  { origin, keys }: Sourced<unknown>,
  key?: string,
  inText?: Span,
): { readonly file: YamlFile; readonly span: Span } {
  const at = key === undefined ? undefined : keys.get(key);
  if (at === undefined) return { file: origin.file, span: firstLineOf(origin) };
  if (inText === undefined || at.tree.kind !== "scalar") {
    return { file: at.file, span: at.tree.span };
  }
  return {
    file: at.file,
    span: {
      start: textOffset(at.file, at.tree, inText.start),
      end: textOffset(at.file, at.tree, Math.max(inText.start, inText.end)),
    },
  };
}

/** A thing may be pages long; its first line says which one it is. */
function firstLineOf({ file, tree }: Origin): Span {
  const { start, end } = tree.span;
  const lineEnd = file.text.indexOf("\n", start);
  return { start, end: lineEnd === -1 ? end : Math.max(start, Math.min(end, lineEnd)) };
}
