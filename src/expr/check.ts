import type { Finding } from "../base/finding.ts";
import type { Expression } from "./ast.ts";
import { checkCall, checkMember } from "./check-call.ts";
import { checkName } from "./check-name.ts";
import { CheckContext, type CheckNames } from "./check-context.ts";
import { patternNames } from "./compile-pattern.ts";
import { parseExpression } from "./parse.ts";
import { findingAt } from "./problem.ts";
import { isTypeName, typeNames } from "./type-names.ts";

/** Checks an expression without running it: its syntax, and every name in it. Never throws. */
export function checkExpression(source: string, names: CheckNames): readonly Finding[] {
  const parsed = parseExpression(source);
  return parsed.ok ? checkTree(parsed.tree, names) : parsed.findings;
}

export function checkTree(tree: Expression, names: CheckNames): readonly Finding[] {
  const context = new CheckContext(names);
  visit(tree, context, names.locals ?? []);
  return context.findings;
}

type Locals = readonly string[];

function visit(node: Expression, context: CheckContext, locals: Locals): void {
  switch (node.kind) {
    case "literal":
    case "regex":
      return;
    case "document":
      return context.document(node);
    case "name":
      return checkName(node, context, locals);
    case "member":
      if (!checkMember(node, context, locals)) visit(node.object, context, locals);
      return;
    case "index":
      visit(node.object, context, locals);
      return visit(node.index, context, locals);
    case "call":
      if (!checkCall(node, context, locals)) visitCallee(node.callee, context, locals);
      return visitItems(node.arguments, context, locals);
    case "unary":
      return visit(node.operand, context, locals);
    case "binary":
      visit(node.left, context, locals);
      if (node.operator === "instanceof") return checkType(node.right, context);
      return visit(node.right, context, locals);
    case "logical":
      visit(node.left, context, locals);
      return visit(node.right, context, locals);
    case "conditional":
      visit(node.test, context, locals);
      visit(node.consequent, context, locals);
      return visit(node.alternate, context, locals);
    case "array":
      return visitItems(node.items, context, locals);
    case "object":
      return visitObject(node, context, locals);
    case "arrow":
      return visitArrow(node, context, locals);
    case "match":
      return visitMatch(node, context, locals);
  }
}

function visitItems(
  items: readonly (Expression | { readonly kind: "spread"; readonly operand: Expression })[],
  context: CheckContext,
  locals: Locals,
): void {
  for (const item of items) visit(item.kind === "spread" ? item.operand : item, context, locals);
}

/** The method of a call is checked by name; what it is called on is an expression of its own. */
function visitCallee(callee: Expression, context: CheckContext, locals: Locals): void {
  visit(callee.kind === "member" ? callee.object : callee, context, locals);
}

function visitObject(
  node: Expression & { kind: "object" },
  context: CheckContext,
  locals: Locals,
): void {
  const own = [...locals, "this", "__root__", ...(locals.includes("this") ? ["__parent__"] : [])];
  for (const member of node.members) {
    if (member.kind === "spread") {
      visit(member.operand, context, own);
    } else {
      if (typeof member.key !== "string") visit(member.key, context, own);
      visit(member.value, context, own);
    }
  }
}

function visitArrow(
  node: Expression & { kind: "arrow" },
  context: CheckContext,
  locals: Locals,
): void {
  const own = [...locals, ...node.parameters.map((parameter) => parameter.name)];
  for (const { fallback } of node.parameters) if (fallback !== null) visit(fallback, context, own);
  visit(node.body, context, own);
}

function visitMatch(
  node: Expression & { kind: "match" },
  context: CheckContext,
  locals: Locals,
): void {
  visit(node.subject, context, locals);
  for (const arm of node.arms) {
    const own = [...locals, ...patternNames(arm.pattern)];
    if (arm.guard !== null) visit(arm.guard, context, own);
    visit(arm.body, context, own);
  }
}

function checkType(node: Expression, context: CheckContext): void {
  if (node.kind === "name" && isTypeName(node.name)) return;
  const found = node.kind === "name" ? node.name : "";
  const near = context.nearest(found, typeNames);
  const [nearest] = near;
  context.findings.push(
    findingAt(
      node.span,
      "expression-unknown-name",
      "`instanceof` needs the name of a type.",
      `The types are ${typeNames.join(", ")}.`,
      nearest === undefined
        ? "Write `$x instanceof String`."
        : `Did you mean ${near.join(" or ")}?`,
      nearest === undefined ? undefined : { summary: `Write ${nearest}`, replacement: nearest },
    ),
  );
}
