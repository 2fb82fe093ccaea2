import type { CallSite } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import type { Operand } from "../operand.ts";
import { toText } from "../to-text.ts";

const digitsMax = 100;

export const numberMethods: MethodTable<number | bigint> = {
  toFixed: (site, number, digits) => {
    const count = site.integer(digits, 0);
    if (count < 0 || count > digitsMax) return wrongDigits(site, count, 0);
    return typeof number === "bigint" && count === 0
      ? number.toString()
      : Number(number).toFixed(count);
  },
  toExponential: (site, number, digits) => {
    if (digits === undefined) return Number(number).toExponential();
    const count = site.integer(digits, 0);
    if (count < 0 || count > digitsMax) return wrongDigits(site, count, 0);
    return Number(number).toExponential(count);
  },
  toPrecision: (site, number, digits) => {
    if (digits === undefined) return toText(number);
    const count = site.integer(digits, 1);
    if (count < 1 || count > digitsMax) return wrongDigits(site, count, 1);
    return Number(number).toPrecision(count);
  },
  toString: (site: CallSite, number: number | bigint, radix: Operand | undefined) => {
    if (radix === undefined) return toText(number);
    const base = site.integer(radix, 10);
    if (base >= 2 && base <= 36) return number.toString(base);
    return site.fail(
      "wrong-argument",
      "The radix of toString is out of range.",
      `Expected 2 to 36 and found ${base}.`,
      "Write `.toString(16)` for hexadecimal digits.",
    );
  },
};

function wrongDigits(site: CallSite, count: number, least: number): never {
  return site.fail(
    "wrong-argument",
    "The number of digits is out of range.",
    `Expected ${least} to ${digitsMax} and found ${count}.`,
    "Write a number of digits such as 2.",
  );
}
