import type { Meter } from "./meter.ts";
import type { Operand } from "./operand.ts";

/** Calls a function with up to three arguments, or with the list in `all` when there are more. */
export type Invoke = (
  meter: Meter,
  a: Operand | undefined,
  b: Operand | undefined,
  c: Operand | undefined,
  all: readonly Operand[] | undefined,
) => Operand;

/** An arrow function, a function of the language used as a value, or a function member of a library. */
export class FunctionValue {
  readonly invoke: Invoke;

  constructor(invoke: Invoke) {
    this.invoke = invoke;
  }
}
