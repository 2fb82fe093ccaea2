import type { CallNode, Expression, MemberNode } from "./ast.ts";
import type { CheckContext } from "./check-context.ts";
import { checkMethod } from "./check-method.ts";
import {
  findFunction,
  namespaceConstant,
  namespaceFunctions,
  namespaceMemberNames,
} from "./functions/namespaces.ts";
import { findingAt } from "./problem.ts";

/** Namespaces of JavaScript functions by the name of ours that does their work. */
const replacements: Readonly<Record<string, string>> = {
  "Array.isArray": "Write `$x instanceof Array`.",
  "Object.assign": "Write `$a.extend($b)`.",
  "Object.fromEntries": "Write `{}.extend(pairs)`.",
  "Number.parseInt": "Write `parseInt(text)`.",
  "Number.parseFloat": "Write `parseFloat(text)`.",
  "Number.isInteger": "Write `$x % 1 == 0`.",
  "Array.from": "Write `sl.range(n)` or `sl.ensureArray($x)`.",
};

/** Checks a call by the name of what it calls; true when the callee needs no further look. */
export function checkCall(
  node: CallNode,
  context: CheckContext,
  locals: readonly string[],
): boolean {
  const { callee } = node;
  if (callee.kind === "name") return false;
  if (callee.kind !== "member") return false;
  if (checkMember(callee, context, locals)) return true;
  if (!isOpen(callee.object, locals)) checkMethod(node, callee, context);
  return false;
}

/** Checks `Namespace.member`; true when the object is a namespace, and the whole is dealt with. */
export function checkMember(
  node: MemberNode,
  context: CheckContext,
  locals: readonly string[],
): boolean {
  const { object, name } = node;
  if (object.kind !== "name" || locals.includes(object.name)) return false;
  if (object.name === "lib") {
    checkLibrary(node, context);
    return true;
  }
  const whole = `${object.name}.${name}`;
  const advice = Object.hasOwn(replacements, whole) ? replacements[whole] : undefined;
  const namespace = namespaceFunctions(object.name);
  if (namespace === undefined && advice === undefined) return false;
  if (findFunction(object.name, name) !== undefined) return true;
  if (namespaceConstant(object.name, name) !== undefined) return true;
  const known = namespaceMemberNames(object.name);
  if (advice !== undefined) {
    const error = `\`${whole}\` is not supported.`;
    const reason = "It is a function of JavaScript.";
    context.findings.push(
      findingAt(node.span, "expression-unknown-function", error, reason, advice),
    );
    return true;
  }
  context.unknown(
    node.nameSpan,
    "expression-unknown-function",
    `\`${object.name}\` has no \`${name}\`.`,
    `It has ${known.join(", ")}.`,
    context.nearest(name, known),
    `Use one of the functions of \`${object.name}\`.`,
  );
  return true;
}

function checkLibrary(node: MemberNode, context: CheckContext): void {
  const { libraries } = context.names;
  if (libraries.includes(node.name)) return;
  context.unknown(
    node.nameSpan,
    "expression-unknown-library",
    `The pipeline imports no expression library \`${node.name}\`.`,
    libraries.length === 0 ? "It imports none." : `It imports ${libraries.join(", ")}.`,
    context.nearest(node.name, libraries),
    "Add the library to the pipeline's settings.",
  );
}

/** Whether functions of a library may hang on the value: then a method may have any name. */
function isOpen(node: Expression, locals: readonly string[]): boolean {
  switch (node.kind) {
    case "member":
    case "index":
      return isOpen(node.object, locals);
    case "call":
      return isOpen(node.callee, locals);
    case "name":
      return (
        ["lib", "this", "__root__", "__parent__"].includes(node.name) || locals.includes(node.name)
      );
    case "object":
    case "conditional":
    case "logical":
    case "match":
      return true;
    default:
      return false;
  }
}
