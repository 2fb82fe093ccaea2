import type { Span } from "../base/finding.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Closure } from "./frame.ts";
import { Frame } from "./frame.ts";
import { Meter } from "./meter.ts";
import type { Operand, OperandMap } from "./operand.ts";
import type { Scope } from "./scope.ts";

/** A compiled node. When its value is known before the first document and cannot be changed, `fixed` is set. */
export interface Code {
  readonly run: Closure;
  readonly fixed: boolean;
  readonly value: Operand;
  /** A map of the scope, such as `pipe`, whose members are known while compiling. */
  readonly container: OperandMap | null;
}

/** The names of one frame, innermost first by `parent`. */
export interface Names {
  readonly names: readonly string[];
  readonly parent: Names | undefined;
}

/** What one compilation knows, and what it learns about the expression on the way. */
export class Unit {
  readonly source: string;
  readonly scope: Scope;
  readonly nullSafe: boolean;
  readonly meter: Meter;
  /** Every object literal gets a frame of its own, for `this`, `__parent__` and `__root__`. */
  readonly selfNames: boolean;
  /** Constants that only a library has: `__path__`, `__name__`. */
  readonly constants: Readonly<Record<string, Operand>>;
  usesDocument = false;
  /** The clock, random numbers or counters are read. */
  volatile = false;
  /** The result may hold functions, or share maps and lists with the scope. */
  foreign = false;

  constructor(
    source: string,
    scope: Scope,
    nullSafe: boolean,
    meter: Meter,
    constants: Readonly<Record<string, Operand>> = {},
  ) {
    this.source = source;
    this.scope = scope;
    this.nullSafe = nullSafe;
    this.meter = meter;
    this.selfNames = /\bthis\b|__parent__|__root__/.test(source);
    this.constants = constants;
  }
}

export function code(run: Closure): Code {
  return { run, fixed: false, value: null, container: null };
}

export function fixedCode(value: Operand): Code {
  return { run: () => value, fixed: true, value, container: null };
}

/** Computes now what depends on fixed parts only, unless it fails: then it fails at its document. */
export function folded(run: Closure, unit: Unit, ...parts: readonly Code[]): Code {
  if (!parts.every((part) => part.fixed)) return code(run);
  try {
    unit.meter.reset();
    const value = run(new Frame(null, unit.meter, undefined));
    return typeof value === "object" && value !== null ? code(run) : fixedCode(value);
  } catch (error) {
    if (error instanceof EvaluationFailure || error instanceof RangeError) return code(run);
    throw error;
  }
}

export function failure(
  span: Span,
  problem: string,
  error: string,
  reason: string,
  resolution: string,
): EvaluationFailure {
  return new EvaluationFailure(problem, error, reason, resolution, span);
}
