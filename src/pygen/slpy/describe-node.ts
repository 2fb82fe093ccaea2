import type { PythonExpression } from "./python-tree.ts";

/** What stands in the text, in a few words: `the text "abc"`, `the number 5`, `a list`. */
export function describeNode(node: PythonExpression): string {
  switch (node.kind) {
    case "string":
      return `the text ${JSON.stringify(shorten(node.value))}`;
    case "number":
      return `the number ${node.value}`;
    case "boolean":
      return node.value ? "True" : "False";
    case "none":
      return "None";
    case "name":
      return `the name \`${shorten(node.name)}\``;
    case "member":
      return `\`${shorten(dottedName(node) ?? `….${node.name}`)}\``;
    case "list":
      return "a list";
    case "tuple":
      return "a tuple";
    case "dictionary":
      return "a dictionary";
    case "call":
      return `\`${shorten(dottedName(node.callee) ?? "…")}(…)\``;
    case "chain":
      return "a chain of `>`";
    default:
      return "something else";
  }
}

/** `FlowRouter.RoutesItem` of a name with dots; `undefined` for anything else. */
export function dottedName(node: PythonExpression): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind !== "member") return undefined;
  const object = dottedName(node.object);
  return object === undefined ? undefined : `${object}.${node.name}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
