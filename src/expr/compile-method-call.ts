import { nearestNames } from "../base/nearest.ts";
import type { CallNode, MemberNode } from "./ast.ts";
import { CallSite, typeNameOf } from "./call-site.ts";
import { invokeWith, notCallable } from "./compile-call.ts";
import { compileItems } from "./compile-literal.ts";
import { compileNode } from "./compile-node.ts";
import type { EvaluationFailure } from "./failure.ts";
import type { Closure, Frame } from "./frame.ts";
import { FunctionValue } from "./function-value.ts";
import { type MethodFinder, methodFinder, methodNamesFor } from "./functions/methods.ts";
import { callMethod, type Fixed, type Method } from "./method.ts";
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
  const receiver = constantList(callee, unit) ?? compileNode(callee.object, unit, names);
  const { run } = receiver;
  const spread = node.arguments.some((item) => item.kind === "spread");
  if (spread || node.arguments.length > 2) {
    const call = new MethodCall(node, callee, unit, compileItems(node.arguments, unit, names));
    return code((frame) => call.run(frame, run(frame)));
  }
  const parts = node.arguments.map((item) =>
    compileNode(item.kind === "spread" ? item.operand : item, unit, names),
  );
  const [first, second] = parts.map((part) => part.run);
  const call = new MethodCall(node, callee, unit, listOf(first, second));
  const text = Object.hasOwn(stringMethods, callee.name) ? stringMethods[callee.name] : undefined;
  if (typeof text !== "function") {
    return code((frame) => call.runFixed(frame, run(frame), first, second));
  }
  const textRun = textCall(run, first, second, text, call);
  return receiver.fixed && typeof receiver.value === "string"
    ? folded(textRun, unit, receiver, ...parts)
    : code(textRun);
}

type List = (frame: Frame) => readonly Operand[];

const noArguments: readonly Operand[] = [];

/** The arguments of a call as a list, for a method that takes any number of them. */
function listOf(first: Closure | undefined, second: Closure | undefined): List {
  if (first === undefined) return () => noArguments;
  if (second === undefined) return (frame) => [first(frame)];
  return (frame) => [first(frame), second(frame)];
}

/** Methods of lists that neither change their list nor hand it on. */
const readingMethods = new Set(["concat", "indexOf", "join", "lastIndexOf", "slice", "toString"]);

/** A list of constants that nothing can reach but a method that only reads it: one list for all documents. */
function constantList({ object, name }: MemberNode, unit: Unit): Code | undefined {
  if (object.kind !== "array" || !readingMethods.has(name)) return undefined;
  const list: Operand[] = [];
  for (const item of object.items) {
    const signed = item.kind === "unary" && item.operand.kind === "literal";
    if (item.kind !== "literal" && !signed) return undefined;
    const { fixed, value } = compileNode(item, unit, undefined);
    if (!fixed) return undefined;
    list.push(value);
  }
  return code(() => list);
}

function textCall(
  receiver: Closure,
  first: Closure | undefined,
  second: Closure | undefined,
  method: Fixed<string>,
  call: MethodCall,
): Closure {
  const { site } = call;
  if (first === undefined) {
    return (frame) => {
      const owner = receiver(frame);
      if (typeof owner !== "string") return call.runFixed(frame, owner, undefined, undefined);
      site.meter = frame.meter;
      return method(site, owner, undefined, undefined, undefined);
    };
  }
  return (frame) => {
    const owner = receiver(frame);
    if (typeof owner !== "string") return call.runFixed(frame, owner, first, second);
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
  private readonly list: List;
  private readonly find: MethodFinder;

  constructor(node: CallNode, callee: MemberNode, unit: Unit, list: List) {
    this.node = node;
    this.callee = callee;
    this.unit = unit;
    this.list = list;
    this.site = new CallSite(callee.name, node.span, unit.scope, unit.meter);
    this.find = methodFinder(callee.name);
  }

  run(frame: Frame, receiver: Operand): Operand {
    if (receiver === null) return this.onNull();
    const member = this.functionMember(receiver);
    if (member !== undefined) return invokeWith(member, frame.meter, this.list(frame));
    const method = this.methodOf(receiver);
    const values = this.list(frame);
    this.site.meter = frame.meter;
    return callMethod(method, this.site, receiver, values);
  }

  /** As `run`, for at most two arguments, which a method of a fixed number of them takes without a list. */
  runFixed(
    frame: Frame,
    receiver: Operand,
    first: Closure | undefined,
    second: Closure | undefined,
  ): Operand {
    if (receiver === null) return this.onNull();
    const member = this.functionMember(receiver);
    if (member !== undefined) return invokeWith(member, frame.meter, this.list(frame));
    const { site } = this;
    const method = this.methodOf(receiver);
    if (typeof method !== "function") {
      const values = this.list(frame);
      site.meter = frame.meter;
      return method.variadic(site, receiver, values);
    }
    const a = first?.(frame);
    const b = second?.(frame);
    site.meter = frame.meter;
    return method(site, receiver, a, b, undefined);
  }

  /** A function that the receiver, a map, keeps under the name. */
  private functionMember(receiver: Operand): FunctionValue | undefined {
    if (typeof receiver !== "object" || Array.isArray(receiver) || !isMap(receiver)) {
      return undefined;
    }
    const { name } = this.callee;
    const member = Object.hasOwn(receiver, name) ? receiver[name] : undefined;
    return member instanceof FunctionValue ? member : undefined;
  }

  private methodOf(receiver: Operand): Method<Operand> {
    const method = this.find(receiver);
    if (method === undefined) throw this.unknown(receiver);
    return method;
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
