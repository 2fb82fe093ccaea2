import { stringLeaf, withMemberAt } from "./edit-tree.ts";
import type { Pipeline } from "./model.ts";
import { memberAt } from "./tree-access.ts";

/** The pipeline under another label, as an import under another name makes it; all else is kept. */
export function withLabel(pipeline: Pipeline, label: string): Pipeline {
  const path = ["property_map", "info", "label"];
  const wrapped = memberAt(pipeline.tree, ...path)?.kind !== "leaf";
  const keys = wrapped ? [...path, "value"] : path;
  return { ...pipeline, label, tree: withMemberAt(pipeline.tree, keys, stringLeaf(label)) };
}
