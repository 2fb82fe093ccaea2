import { setOwn } from "../../base/json.ts";
import type { CallSite } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import type { Operand, OperandMap } from "../operand.ts";
import { toNumber } from "../to-number.ts";
import { toText } from "../to-text.ts";

export const slFunctions: MethodTable<null> = {
  ensureArray: (_site, _none, value) => {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : [value];
  },
  range: (site, _none, first, second, third) =>
    second === undefined
      ? range(site, 0, first, undefined)
      : range(site, numberOf(first), second, third),
  zip: {
    variadic: (site, _none, values) => {
      const lists = values.map((value) => (Array.isArray(value) ? value : [value]));
      const length = Math.max(0, ...lists.map((list) => list.length));
      site.size(length * lists.length);
      site.step(length);
      return Array.from({ length }, (_item, index) => lists.map((list) => list[index] ?? null));
    },
  },
  zipObject: (site, _none, keys, values) => {
    const names = Array.isArray(keys) ? keys : [];
    const members = Array.isArray(values) ? values : [];
    site.step(names.length);
    const result: OperandMap = {};
    for (const [index, name] of names.entries())
      setOwn(result, toText(name), members[index] ?? null);
    return result;
  },
  gethostbyname: (site) =>
    site.fail(
      "not-supported",
      "sl.gethostbyname is not supported.",
      "Expressions do not reach out to the network.",
      "Pass the address in as a pipeline parameter.",
    ),
};

function numberOf(value: Operand | undefined): number {
  return value === undefined ? 0 : toNumber(value);
}

/** The numbers from `start` up to `end`, which is not among them. */
function range(
  site: CallSite,
  start: number,
  last: Operand | undefined,
  by: Operand | undefined,
): Operand {
  const end = numberOf(last);
  const step = by === undefined ? Math.sign(end - start) || 1 : toNumber(by);
  if (step === 0 || !Number.isFinite(start) || !Number.isFinite(end) || !Number.isFinite(step)) {
    return site.fail(
      "wrong-argument",
      "sl.range needs numbers.",
      `Expected finite numbers and a step other than 0, and found ${start}, ${end}, ${step}.`,
      "Write `sl.range(10)`, `sl.range(1, 11)` or `sl.range(0, 100, 10)`.",
    );
  }
  const length = Math.max(0, Math.ceil((end - start) / step));
  site.size(length);
  site.step(length);
  const list: Operand[] = [];
  for (let index = 0; index < length; index++) list.push(start + index * step);
  return list;
}
