import type { Pipeline } from "./model.ts";
import { printJsonTree } from "./print-json-tree.ts";

/**
 * The text of a pipeline's SLP, two spaces a level, ending in a line break. It prints the tree that was read: what the
 * graph does not name, the order of members and the spelling of every literal are kept.
 */
export function printSlp(pipeline: Pipeline): string {
  return `${printJsonTree(pipeline.tree)}\n`;
}
