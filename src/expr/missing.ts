import { nearestNames } from "../base/nearest.ts";
import type { Expression } from "./ast.ts";
import { typeNameOf } from "./call-site.ts";
import type { EvaluationFailure } from "./failure.ts";
import { isMap, type Operand } from "./operand.ts";
import { printExpression } from "./print.ts";
import { failure } from "./unit.ts";

const namesShown = 10;

/** The failure of reading `key` of `owner`, where it is not. `node` is the whole access, as in `$a.b`. */
export function missingFailure(node: Expression, owner: Operand, key: string): EvaluationFailure {
  const path = printExpression(node);
  if (owner === null) {
    const parent =
      node.kind === "member" || node.kind === "index" ? printExpression(node.object) : "it";
    return failure(
      node.span,
      "undefined-path",
      `${path} is undefined`,
      `${parent} is null and has no members.`,
      `Check ${parent} first, as in \`${parent} && ${path}\`, or switch null-safe access on.`,
    );
  }
  if (Array.isArray(owner)) {
    return failure(
      node.span,
      "undefined-path",
      `${path} is undefined`,
      `The array has ${owner.length} elements, counted from 0.`,
      "Check its length first, or switch null-safe access on.",
    );
  }
  if (!isMap(owner)) {
    return failure(
      node.span,
      "undefined-path",
      `${path} is undefined`,
      `A value of type ${typeNameOf(owner)} has no member \`${key}\`.`,
      "Call a method of the value instead, or switch null-safe access on.",
    );
  }
  return failure(
    node.span,
    "undefined-path",
    `${path} is undefined`,
    `The object has no key "${key}". ${keysText(Object.keys(owner))}`,
    suggestion(node, key, Object.keys(owner)),
  );
}

function keysText(keys: readonly string[]): string {
  if (keys.length === 0) return "It is empty.";
  const shown = keys.slice(0, namesShown).map((key) => `"${key}"`);
  const more = keys.length > namesShown ? ` and ${keys.length - namesShown} more` : "";
  return `It has ${shown.join(", ")}${more}.`;
}

function suggestion(node: Expression, key: string, keys: readonly string[]): string {
  const near = nearestNames(key, keys);
  if (near.length === 0) {
    return "Read a key that is there, use `$.get('key', default)`, or switch null-safe access on.";
  }
  const paths = near.map((name) => printExpression(renamed(node, name)));
  return `Perhaps you meant: ${paths.join(", ")}`;
}

function renamed(node: Expression, name: string): Expression {
  if (node.kind !== "member" && node.kind !== "index") return node;
  return { kind: "member", object: node.object, name, nameSpan: node.span, span: node.span };
}
