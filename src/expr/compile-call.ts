import type { CallNode, MemberNode, NameNode } from "./ast.ts";
import { describe, CallSite } from "./call-site.ts";
import { compileItems } from "./compile-literal.ts";
import { compileMethodCall } from "./compile-method-call.ts";
import { findSlot } from "./compile-name.ts";
import { compileNode } from "./compile-node.ts";
import { compileEval, compileJsonPath } from "./compile-nested.ts";
import type { Closure } from "./frame.ts";
import { staticFunction } from "./function-of-name.ts";
import { FunctionValue } from "./function-value.ts";
import type { Method } from "./method.ts";
import type { Operand } from "./operand.ts";
import { printExpression } from "./print.ts";
import { type Code, code, failure, folded, type Names, type Unit } from "./unit.ts";

export function compileCall(node: CallNode, unit: Unit, names: Names | undefined): Code {
  const { callee } = node;
  if (callee.kind === "name" && findSlot(callee.name, names) === undefined) {
    return compileNamedCall(node, callee, unit, names);
  }
  if (callee.kind === "member") return compileMemberCall(node, callee, unit, names);
  return compileValueCall(node, unit, names);
}

function compileNamedCall(
  node: CallNode,
  callee: NameNode,
  unit: Unit,
  names: Names | undefined,
): Code {
  if (callee.name === "eval") return compileEval(node, undefined, unit, names);
  if (callee.name === "jsonPath") return compileJsonPath(node, unit, names);
  const method = staticFunction(undefined, callee.name, unit);
  if (method === undefined) return compileValueCall(node, unit, names);
  return compileStaticCall(node, callee.name, method, unit, names);
}

function compileMemberCall(
  node: CallNode,
  callee: MemberNode,
  unit: Unit,
  names: Names | undefined,
): Code {
  const { object, name } = callee;
  if (object.kind === "name" && findSlot(object.name, names) === undefined) {
    const method = staticFunction(object.name, name, unit);
    if (method !== undefined) {
      return compileStaticCall(node, `${object.name}.${name}`, method, unit, names);
    }
  }
  if (name === "eval") return compileEval(node, object, unit, names);
  return compileMethodCall(node, callee, unit, names);
}

/** A global function or a function of a namespace, found while compiling. */
function compileStaticCall(
  node: CallNode,
  name: string,
  method: Method<null>,
  unit: Unit,
  names: Names | undefined,
): Code {
  const site = new CallSite(name, node.span, unit.scope, unit.meter);
  const spread = node.arguments.some((item) => item.kind === "spread");
  if (typeof method !== "function" || spread || node.arguments.length > 3) {
    const list = compileItems(node.arguments, unit, names);
    return code((frame) => {
      const values = list(frame);
      site.meter = frame.meter;
      return typeof method === "function"
        ? method(site, null, values[0], values[1], values[2])
        : method.variadic(site, null, values);
    });
  }
  const parts = node.arguments.map((item) =>
    compileNode(item.kind === "spread" ? item.operand : item, unit, names),
  );
  const [first, second, third] = parts.map((part) => part.run);
  const run: Closure = (frame) => {
    const a = first?.(frame);
    const b = second?.(frame);
    const c = third?.(frame);
    site.meter = frame.meter;
    return method(site, null, a, b, c);
  };
  return unit.volatile ? code(run) : folded(run, unit, ...parts);
}

/** A call of a value: an arrow function under a name, a member of a library, the result of another call. */
function compileValueCall(node: CallNode, unit: Unit, names: Names | undefined): Code {
  const { run: callee } = compileNode(node.callee, unit, names);
  const list = compileItems(node.arguments, unit, names);
  return code((frame) => {
    const called = callee(frame);
    const values = list(frame);
    if (called instanceof FunctionValue) return invokeWith(called, frame.meter, values);
    if (called === null && unit.nullSafe) return null;
    throw notCallable(node, called);
  });
}

export function invokeWith(
  called: FunctionValue,
  meter: CallSite["meter"],
  values: readonly Operand[],
): Operand {
  const all = values.length > 3 ? values : undefined;
  return called.invoke(meter, values[0], values[1], values[2], all);
}

export function notCallable(node: CallNode, called: Operand): Error {
  const text = printExpression(node.callee);
  return failure(
    node.span,
    "not-a-function",
    `${text} is not a function.`,
    `Expected a function and found ${describe(called)}.`,
    `Read the value without parentheses: ${text}`,
  );
}
