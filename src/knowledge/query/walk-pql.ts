import { unreachable } from "../../base/errors.ts";
import type { PqlNode } from "../pql/ast.ts";

/** A node and every node below it. Names are not followed. */
export function* walkPql(node: PqlNode): Generator<PqlNode> {
  yield node;
  for (const child of childrenOf(node)) yield* walkPql(child);
}

function childrenOf(node: PqlNode): readonly PqlNode[] {
  switch (node.kind) {
    case "text":
    case "number":
    case "date":
    case "boolean":
    case "null":
    case "name":
    case "column":
    case "variable":
    case "parameter":
      return [];
    case "unary":
    case "is-null":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "like":
      return [node.operand, node.pattern];
    case "in":
      return [node.operand, ...node.items];
    case "between":
      return [node.operand, node.low, node.high];
    case "case":
      return [
        ...node.branches.flatMap(({ when, then }) => [when, then]),
        ...(node.otherwise === null ? [] : [node.otherwise]),
      ];
    case "list":
      return node.items;
    case "call":
      return [...node.arguments, ...node.orderBy.map((key) => key.node)];
    case "special":
      return node.parts.flatMap((part) => (part.kind === "node" ? part.node : []));
    default:
      return unreachable(node);
  }
}
