import type { CallSite } from "./call-site.ts";
import type { Operand } from "./operand.ts";

/** A method or function of up to three arguments; one that was not given is `undefined`. */
export type Fixed<Receiver> = (
  site: CallSite,
  receiver: Receiver,
  a: Operand | undefined,
  b: Operand | undefined,
  c: Operand | undefined,
) => Operand;

/** A method or function that takes any number of arguments. */
export interface Variadic<Receiver> {
  readonly variadic: (site: CallSite, receiver: Receiver, values: readonly Operand[]) => Operand;
}

export type Method<Receiver> = Fixed<Receiver> | Variadic<Receiver>;

/** The methods of one family by name; also the source of the checker's name lists. */
export type MethodTable<Receiver> = Readonly<Record<string, Method<Receiver>>>;

export function callMethod<Receiver>(
  method: Method<Receiver>,
  site: CallSite,
  receiver: Receiver,
  values: readonly Operand[],
): Operand {
  return typeof method === "function"
    ? method(site, receiver, values[0], values[1], values[2])
    : method.variadic(site, receiver, values);
}
