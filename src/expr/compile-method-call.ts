import { nearestNames } from "../base/nearest.ts";
import type { CallNode, MemberNode } from "./ast.ts";
import { CallSite, typeNameOf } from "./call-site.ts";
import { invokeWith, notCallable } from "./compile-call.ts";
import { compileItems } from "./compile-literal.ts";
import { compileNode } from "./compile-node.ts";
import type { EvaluationFailure } from "./failure.ts";
import type { Closure, Frame } from "./frame.ts";
import { FunctionValue } from "./function-value.ts";
import { methodFinder, methodNamesFor } from "./functions/methods.ts";
import type { Fixed } from "./method.ts";
import { isMap, type Operand } from "./operand.ts";
import { printExpression } from "./print.ts";
import { stringMethods } from "./functions/string-methods.ts";
import { type Code, code, failure, folded, type Names, type Unit } from "./unit.ts";

/** Compiles `receiver.method(…)`. A text receiver, the usual one, meets its method without a search. */
export function compileMethodCall(
  node: CallNode,
  callee: MemberNode,
  unit: Unit,
  names: Names | undefined,
): Code {
  const receiver = compileNode(callee.object, unit, names);
  const call = new MethodCall(node, callee, unit);
  const spread = node.arguments.some((item) => item.kind === "spread");
  const text = Object.hasOwn(stringMethods, callee.name) ? stringMethods[callee.name] : undefined;
  if (spread || node.arguments.length > 2 || typeof text !== "function") {
    const list = compileItems(node.arguments, unit, names);
    const { run } = receiver;
    return code((frame) => {
      const owner = run(frame);
      return call.run(frame, owner, list);
    });
  }
  const parts = node.arguments.map((item) =>
    compileNode(item.kind === "spread" ? item.operand : item, unit, names),
  );
  const list = compileItems(node.arguments, unit, names);
  const run = textCall(receiver.run, parts[0]?.run, parts[1]?.run, text, call, list);
  return receiver.fixed && typeof receiver.value === "string"
    ? folded(run, unit, receiver, ...parts)
    : code(run);
}

type List = (frame: Frame) => Operand[];

function textCall(
  receiver: Closure,
  first: Closure | undefined,
  second: Closure | undefined,
  method: Fixed<string>,
  call: MethodCall,
  list: List,
): Closure {
  const { site } = call;
  if (first === undefined) {
    return (frame) => {
      const owner = receiver(frame);
      if (typeof owner !== "string") return call.run(frame, owner, list);
      site.meter = frame.meter;
      return method(site, owner, undefined, undefined, undefined);
    };
  }
  return (frame) => {
    const owner = receiver(frame);
    if (typeof owner !== "string") return call.run(frame, owner, list);
    const a = first(frame);
    const b = second?.(frame);
    site.meter = frame.meter;
    return method(site, owner, a, b, undefined);
  };
}

/** One method call in the text: finds the method by the type of the receiver and calls it. */
class MethodCall {
  readonly site: CallSite;
  private readonly node: CallNode;
  private readonly callee: MemberNode;
  private readonly unit: Unit;
  private readonly find: ReturnType<typeof methodFinder>;

  constructor(node: CallNode, callee: MemberNode, unit: Unit) {
    this.node = node;
    this.callee = callee;
    this.unit = unit;
    this.site = new CallSite(callee.name, node.span, unit.scope, unit.meter);
    this.find = methodFinder(callee.name);
  }

  run(frame: Frame, receiver: Operand, list: List): Operand {
    if (receiver === null) return this.onNull();
    const { name } = this.callee;
    if (isMap(receiver) && Object.hasOwn(receiver, name)) {
      const member = receiver[name] ?? null;
      if (member instanceof FunctionValue) return invokeWith(member, frame.meter, list(frame));
    }
    const { find, site } = this;
    const call = find(receiver);
    if (call === undefined) throw this.unknown(receiver);
    const values = list(frame);
    site.meter = frame.meter;
    return call(site, values);
  }

  private onNull(): Operand {
    if (this.unit.nullSafe) return null;
    const { callee, node } = this;
    const path = printExpression(callee.object);
    throw failure(
      node.span,
      "null-receiver",
      `${path} is null, so ${callee.name}() cannot be called on it.`,
      "A method needs a value to work on.",
      `Write \`${path} && ${printExpression(node)}\`, or switch null-safe access on.`,
    );
  }

  private unknown(receiver: Operand): Error {
    const { callee, node } = this;
    const { name } = callee;
    if (isMap(receiver) && Object.hasOwn(receiver, name)) {
      return notCallable(node, receiver[name] ?? null);
    }
    return unknownMethod(node, callee, receiver);
  }
}

function unknownMethod(node: CallNode, callee: MemberNode, receiver: Operand): EvaluationFailure {
  const known = methodNamesFor(receiver);
  const near = nearestNames(callee.name, known);
  const type = typeNameOf(receiver);
  return failure(
    callee.nameSpan,
    "unknown-function",
    `There is no method ${callee.name}() for a value of type ${type}.`,
    `${printExpression(callee.object)} is of type ${type}, whose methods are ${known.join(", ")}.`,
    near.length === 0
      ? `Convert the value first, or call one of its methods in \`${printExpression(node)}\`.`
      : `Perhaps you meant: ${near.join(", ")}`,
  );
}
