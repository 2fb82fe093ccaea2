import type { CallSite } from "../call-site.ts";
import { compareOperands } from "../compare.ts";
import type { Fixed, MethodTable } from "../method.ts";
import type { Operand } from "../operand.ts";
import { toNumber } from "../to-number.ts";

export const mathConstants: Readonly<Record<string, number>> = {
  E: Math.E,
  LN2: Math.LN2,
  LN10: Math.LN10,
  LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E,
  PI: Math.PI,
  SQRT1_2: Math.SQRT1_2,
  SQRT2: Math.SQRT2,
};

export const mathFunctions: MethodTable<null> = {
  abs: (_site, _none, value) =>
    typeof value === "bigint"
      ? value < 0n
        ? -value
        : value
      : Math.abs(toNumber(value ?? Number.NaN)),
  acos: ofNumber(Math.acos),
  asin: ofNumber(Math.asin),
  atan: ofNumber(Math.atan),
  atan2: ofTwo(Math.atan2),
  cbrt: ofNumber(Math.cbrt),
  ceil: whole(Math.ceil),
  cos: ofNumber(Math.cos),
  cosh: ofNumber(Math.cosh),
  exp: ofNumber(Math.exp),
  expm1: ofNumber(Math.expm1),
  floor: whole(Math.floor),
  hypot: { variadic: (_site, _none, values) => Math.hypot(...values.map(toNumber)) },
  log: ofNumber(Math.log),
  log10: ofNumber(Math.log10),
  log1p: ofNumber(Math.log1p),
  log2: ofNumber(Math.log2),
  max: { variadic: (_site, _none, values) => extreme(values, 1) },
  min: { variadic: (_site, _none, values) => extreme(values, -1) },
  pow: ofTwo(Math.pow),
  random: (site) => site.random(),
  randomUUID: (site) => randomUuid(site),
  round: whole(Math.round),
  sign: ofNumber(Math.sign),
  sin: ofNumber(Math.sin),
  sinh: ofNumber(Math.sinh),
  sqrt: ofNumber(Math.sqrt),
  tan: ofNumber(Math.tan),
  tanh: ofNumber(Math.tanh),
  trunc: whole(Math.trunc),
};

function ofNumber(compute: (x: number) => number): Fixed<null> {
  return (_site, _none, value) => compute(toNumber(value ?? Number.NaN));
}

/** A rounding function: large integers are whole already. */
function whole(compute: (x: number) => number): Fixed<null> {
  return (_site, _none, value) => {
    if (typeof value === "number") return compute(value);
    return typeof value === "bigint" ? value : compute(toNumber(value ?? Number.NaN));
  };
}

function ofTwo(compute: (x: number, y: number) => number): Fixed<null> {
  return (_site, _none, x, y) => compute(toNumber(x ?? Number.NaN), toNumber(y ?? Number.NaN));
}

function extreme(values: readonly Operand[], direction: 1 | -1): number | bigint {
  let best: number | bigint = direction === 1 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (const value of values) {
    const number = typeof value === "bigint" ? value : toNumber(value);
    const compared = compareOperands(number, best);
    if (Number.isNaN(compared)) return Number.NaN;
    if (compared * direction > 0) best = number;
  }
  return best;
}

/** A version 4 UUID from the random numbers of the scope. */
function randomUuid(site: CallSite): string {
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replaceAll(/[xy]/g, (letter) => {
    const digit = Math.floor(site.random() * 16);
    return (letter === "x" ? digit : 8 + (digit % 4)).toString(16);
  });
}
