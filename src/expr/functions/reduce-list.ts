import type { CallSite } from "../call-site.ts";
import { describe } from "../call-site.ts";
import { FunctionValue } from "../function-value.ts";
import type { Operand } from "../operand.ts";

/** `reduce` and `reduceRight`: the function gets (result so far, item, index, list). */
export function reduceList(
  site: CallSite,
  list: Operand[],
  values: readonly Operand[],
  fromRight: boolean,
): Operand {
  const [combine, initial] = values;
  if (!(combine instanceof FunctionValue)) {
    return site.fail(
      "wrong-argument",
      `${site.name} needs a function.`,
      `Expected a function and found ${combine === undefined ? "nothing" : describe(combine)}.`,
      `Write \`.${site.name}((sum, x) => sum + x, 0)\`.`,
    );
  }
  const indexes = list.map((_item, index) => (fromRight ? list.length - 1 - index : index));
  let result = initial;
  for (const index of indexes) {
    const item = list[index] ?? null;
    if (result === undefined) {
      result = item;
    } else {
      site.step(1);
      const all: readonly Operand[] = [result, item, index, list];
      result = combine.invoke(site.meter, result, item, index, all);
    }
  }
  if (result !== undefined) return result;
  return site.fail(
    "wrong-argument",
    `${site.name} of an empty array needs a start value.`,
    "The array has no elements and no second argument is given.",
    `Write \`.${site.name}((sum, x) => sum + x, 0)\`.`,
  );
}
