import type { Span } from "../base/finding.ts";
import { EvaluationFailure } from "./failure.ts";
import type { FunctionValue } from "./function-value.ts";
import { FunctionValue as FunctionClass } from "./function-value.ts";
import type { Meter } from "./meter.ts";
import type { NativeCall } from "./native.ts";
import type { Operand } from "./operand.ts";
import type { Scope } from "./scope.ts";
import { toNumber } from "./to-number.ts";
import { toText } from "./to-text.ts";

/** One call in one expression: what a function of the language may ask, and where its failures point. */
export class CallSite implements NativeCall {
  readonly name: string;
  readonly span: Span;
  readonly now: () => number;
  readonly random: () => number;
  /** Set before every call, since a library function is called by many expressions. */
  meter: Meter;

  constructor(name: string, span: Span, scope: Scope, meter: Meter) {
    this.name = name;
    this.span = span;
    this.now = scope.now;
    this.random = scope.random;
    this.meter = meter;
  }

  fail(code: string, error: string, reason: string, resolution: string): never {
    throw new EvaluationFailure(code, error, reason, resolution, this.span);
  }

  /** Counts callback calls and generated elements. */
  step(count: number): void {
    this.meter.steps += count;
    if (this.meter.steps > this.meter.limits.expressionStepsMax) this.failSteps();
  }

  /** Checks the size of what is about to be built: characters or elements. */
  size(size: number): void {
    if (size > this.meter.limits.expressionOutputSizeMax) this.failSize(size);
  }

  invoke(
    callback: FunctionValue,
    a: Operand | undefined,
    b: Operand | undefined,
    c: Operand | undefined,
  ): Operand {
    const { meter } = this;
    meter.steps++;
    if (meter.steps > meter.limits.expressionStepsMax) this.failSteps();
    const result = callback.invoke(meter, a, b, c, undefined);
    this.meter = meter;
    return result;
  }

  callback(argument: Operand | undefined): FunctionValue {
    if (argument instanceof FunctionClass) return argument;
    const found = argument === undefined ? "nothing" : describe(argument);
    return this.fail(
      "wrong-argument",
      `${this.name} needs a function.`,
      `Expected a function and found ${found}.`,
      `Write \`${this.name}(x => …)\`.`,
    );
  }

  /** An argument as text; `fallback` stands for one that was not given. */
  text(argument: Operand | undefined, fallback: string): string {
    if (typeof argument === "string") return argument;
    return argument === undefined ? fallback : toText(argument);
  }

  /** An argument as an integer; `fallback` stands for one that was not given or is no number. */
  integer(argument: Operand | undefined, fallback: number): number {
    if (argument === undefined || argument === null) return fallback;
    const number = toNumber(argument);
    return Number.isNaN(number) ? fallback : Math.trunc(number);
  }

  private failSteps(): never {
    const { expressionStepsMax } = this.meter.limits;
    return this.fail(
      "limit-reached",
      `The expression does too much work in ${this.name}.`,
      `More than ${expressionStepsMax} callback calls and generated elements (limit expressionStepsMax).`,
      "Split the work over several documents, for example with a JSON Splitter.",
    );
  }

  private failSize(size: number): never {
    const { expressionOutputSizeMax } = this.meter.limits;
    return this.fail(
      "limit-reached",
      `The result of ${this.name} is too large.`,
      `It would have ${size} characters or elements; at most ${expressionOutputSizeMax} are built (limit expressionOutputSizeMax).`,
      "Build less at once, for example over several documents.",
    );
  }
}

/** A value as an error text shows it: short, and with its type. */
export function describe(value: Operand): string {
  if (value === null) return "null";
  if (typeof value === "string")
    return `the text "${value.length > 40 ? `${value.slice(0, 37)}...` : value}"`;
  if (typeof value === "number" || typeof value === "bigint") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  return article(typeNameOf(value));
}

function article(name: string): string {
  return /^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`;
}

/** The type of a value as the language calls it. */
export function typeNameOf(value: Operand): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "object") return typeof value === "bigint" ? "number" : typeof value;
  if (value instanceof FunctionClass) return "function";
  if (value instanceof Uint8Array) return "binary value";
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return "object";
  return value.constructor.name === "DateTime" ? "date" : value.constructor.name;
}
