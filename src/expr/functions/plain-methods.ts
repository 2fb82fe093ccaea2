import type { CallSite } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import type { Operand } from "../operand.ts";
import { toText } from "../to-text.ts";

/** The methods of booleans, regular expressions and functions. */
export const plainMethods: MethodTable<Operand> = {
  toString: (_site: CallSite, receiver: Operand) => toText(receiver),
};
