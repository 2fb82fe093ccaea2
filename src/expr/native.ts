import type { Value } from "./value.ts";

/** What a native function may ask of the evaluation that calls it. */
export interface NativeCall {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Ends the evaluation with an `EvaluationFailure` that points at the call. */
  fail(code: string, error: string, reason: string, resolution: string): never;
}

/**
 * A function or method of the expression language that calls no callback. A global function and a member of a
 * namespace such as `Math` get `null` as their receiver. An argument that was not given is absent from `args`.
 */
export type NativeFunction = (receiver: Value, args: readonly Value[], call: NativeCall) => Value;
