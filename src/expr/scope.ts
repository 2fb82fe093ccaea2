import type { Operand } from "./operand.ts";
import type { ValueMap } from "./value.ts";

/**
 * What the names of an expression stand for during one run of one Snap. Constant for the run, so that the compiler
 * folds `_param` and `pipe.label` once; members of `snap` may be getters that count on.
 */
export interface Scope {
  /** Pipeline parameters by name, without the underscore. Always strings, or null. */
  readonly parameters: Readonly<Record<string, string | null>>;
  readonly pipe: Readonly<ValueMap>;
  readonly snap: Readonly<ValueMap>;
  readonly task: Readonly<ValueMap>;
  /** Expression libraries by their name, see `expression-library.ts`. */
  readonly lib: Readonly<Record<string, LibraryValue>>;
  /** Milliseconds since 1970-01-01T00:00:00Z, for `Date.now()`. */
  readonly now: () => number;
  /** In [0, 1), for `Math.random()`. */
  readonly random: () => number;
  readonly limits: ExpressionLimits;
}

/** A library: a value whose members may be functions of the expression language. Never changed once it is made. */
export type LibraryValue = Operand;

export interface ExpressionLimits {
  readonly expressionLengthMax: number;
  readonly expressionDepthMax: number;
  readonly expressionStepsMax: number;
  readonly expressionOutputSizeMax: number;
}
