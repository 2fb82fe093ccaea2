import { setOwn } from "../../base/json.ts";
import type { CallSite } from "../call-site.ts";
import { compareOperands } from "../compare.ts";
import { addOperands } from "../arithmetic.ts";
import { looseEquals } from "../equality.ts";
import { FunctionValue } from "../function-value.ts";
import type { MethodTable } from "../method.ts";
import type { Operand, OperandMap } from "../operand.ts";
import { toNumber } from "../to-number.ts";
import { toText } from "../to-text.ts";
import { isTruthy } from "../truthy.ts";
import { changeable, growing } from "./changeable.ts";
import { reduceList } from "./reduce-list.ts";

export const arrayMethods: MethodTable<Operand[]> = {
  concat: {
    variadic: (site, list, values) => {
      const parts = values.map((value) => (Array.isArray(value) ? value : [value]));
      site.size(parts.reduce((sum, part) => sum + part.length, list.length));
      return list.concat(...parts);
    },
  },
  filter: (site, list, argument) => {
    const keep = site.callback(argument);
    const { length } = list;
    const result: Operand[] = [];
    for (let index = 0; index < length; index++) {
      const item = list[index] ?? null;
      if (isTruthy(site.invoke(keep, item, index, list))) result.push(item);
    }
    return result;
  },
  find: (site, list, argument) => list[findFrom(site, list, argument)] ?? null,
  findIndex: (site, list, argument) => findFrom(site, list, argument),
  indexOf: (site, list, wanted, from) => {
    const start = site.integer(from, 0);
    const begin = start < 0 ? Math.max(0, list.length + start) : start;
    return indexFrom(list, wanted ?? null, begin);
  },
  join: (site, list, separator) => {
    const text = list.map((item) => (item === null ? "" : toText(item)));
    const between = site.text(separator, ",");
    site.size(text.reduce((sum, part) => sum + part.length + between.length, 0));
    return text.join(between);
  },
  lastIndexOf: (_site, list, wanted) =>
    list.findLastIndex((item) => looseEquals(item, wanted ?? null)),
  map: (site, list, argument) => {
    const change = site.callback(argument);
    const { length } = list;
    const result: Operand[] = [];
    for (let index = 0; index < length; index++) {
      result.push(site.invoke(change, list[index] ?? null, index, list));
    }
    return result;
  },
  pop: (site, list) => changeable(site, list).pop() ?? null,
  push: {
    variadic: (site, list, values) => {
      site.size(list.length + values.length);
      return growing(site, list, values).push(...values);
    },
  },
  reduce: { variadic: (site, list, values) => reduceList(site, list, values, false) },
  reduceRight: { variadic: (site, list, values) => reduceList(site, list, values, true) },
  // oxlint-disable-next-line unicorn/no-array-reverse -- the language changes the list in place
  reverse: (site, list) => changeable(site, list).reverse(),
  shift: (site, list) => changeable(site, list).shift() ?? null,
  slice: (site, list, start, end) =>
    list.slice(site.integer(start, 0), site.integer(end, list.length)),
  sort: (site, list, argument) => {
    site.step(list.length);
    if (!(argument instanceof FunctionValue)) return sortByText(changeable(site, list));
    // oxlint-disable-next-line unicorn/no-array-sort -- the language changes the list in place
    return changeable(site, list).sort(
      (a, b) => toNumber(site.invoke(argument, a, b, undefined)) || 0,
    );
  },
  splice: {
    variadic: (site, list, values) => {
      const start = site.integer(values[0], 0);
      const count = values.length < 2 ? list.length : site.integer(values[1], 0);
      site.size(list.length + values.length);
      return growing(site, list, values).splice(start, count, ...values.slice(2));
    },
  },
  sum: (site, list, argument) => {
    let sum: Operand = 0;
    const { length } = list;
    for (let index = 0; index < length; index++) {
      const item = list[index] ?? null;
      const term =
        argument instanceof FunctionValue ? site.invoke(argument, item, index, list) : item;
      sum = addOperands(sum, typeof term === "bigint" ? term : toNumber(term));
    }
    return sum;
  },
  toObject: (site, list, key, value) => {
    const keyOf = site.callback(key);
    const { length } = list;
    const result: OperandMap = {};
    for (let index = 0; index < length; index++) {
      const item = list[index] ?? null;
      const name = toText(site.invoke(keyOf, item, index, list));
      const member = value instanceof FunctionValue ? site.invoke(value, item, index, list) : item;
      setOwn(result, name, member);
    }
    return result;
  },
  toString: (_site: CallSite, list: Operand[]) => toText(list),
  unshift: {
    variadic: (site, list, values) => {
      site.size(list.length + values.length);
      return growing(site, list, values).unshift(...values);
    },
  },
};

/** The index of the first item from `begin` on that `==` calls equal to `wanted`, or -1. */
function indexFrom(list: readonly Operand[], wanted: Operand, begin: number): number {
  const isText = typeof wanted === "string";
  const { length } = list;
  for (let index = begin; index < length; index++) {
    const item = list[index] ?? null;
    if (isText && typeof item === "string") {
      if (item === wanted) return index;
    } else if (looseEquals(item, wanted)) return index;
  }
  return -1;
}

function findFrom(site: CallSite, list: Operand[], argument: Operand | undefined): number {
  const wanted = site.callback(argument);
  return list.findIndex((item, index) => isTruthy(site.invoke(wanted, item, index, list)));
}

/** Without a comparison, numbers sort by number and everything else by text, in place. */
function sortByText(list: Operand[]): Operand[] {
  const numbers = list.every((item) => typeof item === "number" || typeof item === "bigint");
  const text = (item: Operand): Operand => (numbers ? item : toText(item));
  // oxlint-disable-next-line unicorn/no-array-sort -- the language changes the list in place
  return list.sort((a, b) => compareOperands(text(a), text(b)) || 0);
}
