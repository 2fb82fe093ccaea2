import type { Span } from "../base/finding.ts";
import { setOwn } from "../base/json.ts";
import { EvaluationFailure } from "./failure.ts";
import { FunctionValue } from "./function-value.ts";
import { isMap, isValue, type Operand, type OperandMap } from "./operand.ts";
import type { Value, ValueMap } from "./value.ts";

/** Turns the result of an expression into a value of a document; a `foreign` one is copied without its functions. */
export function settle(result: Operand, foreign: boolean, span: Span): Value {
  if (typeof result !== "object" || result === null) return result;
  if (isForeign(result)) throw functionResult(span);
  if (foreign) return strip(result);
  return trusted(result) ? result : null;
}

function isForeign(value: Operand): boolean {
  return value instanceof FunctionValue || !isValue(value);
}

/** Without arrow functions, regular expressions and scope maps in its text, an expression gives plain values only. */
function trusted(value: Operand): value is Value {
  return isValue(value);
}

function strip(value: Operand): Value {
  if (Array.isArray(value)) return value.map(strip);
  if (isMap(value)) return stripMap(value);
  return isValue(value) ? value : null;
}

function stripMap(map: OperandMap): ValueMap {
  const copy: ValueMap = {};
  for (const key of Object.keys(map)) setOwn(copy, key, strip(map[key] ?? null));
  return copy;
}

function functionResult(span: Span): EvaluationFailure {
  return new EvaluationFailure(
    "wrong-result",
    "The expression gives a function.",
    "A function or regular expression cannot stand in a document.",
    "Call the function, as in `lib.name.member($value)`.",
    span,
  );
}

/** What V8 throws when a stack or a string grows past its own bounds, as a failure of the document. */
export function limitFailure(error: unknown, span: Span): unknown {
  if (!(error instanceof RangeError)) return error;
  const stack = error.message.includes("call stack");
  return new EvaluationFailure(
    "limit-reached",
    stack ? "The expression calls itself too deeply." : "The expression builds too large a value.",
    stack
      ? "The calls are nested deeper than the stack allows (limit expressionDepthMax)."
      : `${error.message} (limit expressionOutputSizeMax).`,
    stack ? "End the recursion earlier." : "Build less at once.",
    span,
  );
}
