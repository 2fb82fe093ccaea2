import { parseJson } from "../../base/json.ts";
import type { CallSite } from "../call-site.ts";
import { FunctionValue } from "../function-value.ts";
import type { MethodTable } from "../method.ts";
import { isMap, type Operand } from "../operand.ts";
import { toJsonShape } from "../print-operand.ts";
import { toNumber } from "../to-number.ts";
import { toText } from "../to-text.ts";

const indentMax = 10;

export const jsonFunctions: MethodTable<null> = {
  parse: (site, _none, text) => {
    const source = site.text(text, "");
    try {
      return parseJson(source);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return site.fail(
        "wrong-argument",
        "JSON.parse cannot read this text.",
        `${error.message}.`,
        "Give it a JSON text; keys and texts stand in double quotes.",
      );
    }
  },
  stringify: (site, _none, value, replacer, indent) => {
    if (value === undefined) return null;
    const replaced =
      replacer === undefined || replacer === null ? value : apply(site, replacer, value);
    const text = print(toJsonShape(replaced), indentOf(indent));
    site.size(text.length);
    return text;
  },
};

/** A replacer is a list of the keys to keep, or a function of (key, value). */
function apply(site: CallSite, replacer: Operand, value: Operand): Operand {
  if (replacer instanceof FunctionValue) return applyFunction(site, replacer, "", value);
  if (!Array.isArray(replacer)) return value;
  return keep(new Set(replacer.map(toText)), value);
}

function applyFunction(
  site: CallSite,
  replacer: FunctionValue,
  key: string,
  value: Operand,
): Operand {
  const replaced = site.invoke(replacer, key, value, undefined);
  if (Array.isArray(replaced)) {
    return replaced.map((item, index) => applyFunction(site, replacer, String(index), item));
  }
  if (!isMap(replaced)) return replaced;
  return Object.fromEntries(
    Object.entries(replaced).map(([name, member]) => [
      name,
      applyFunction(site, replacer, name, member),
    ]),
  );
}

function keep(keys: ReadonlySet<string>, value: Operand): Operand {
  if (Array.isArray(value)) return value.map((item) => keep(keys, item));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([key]) => keys.has(key));
  return Object.fromEntries(kept.map(([key, member]) => [key, keep(keys, member)]));
}

function indentOf(indent: Operand | undefined): string | number {
  if (indent === undefined || indent === null) return 0;
  if (typeof indent === "string") return indent.slice(0, indentMax);
  return Math.max(0, Math.min(indentMax, Math.trunc(toNumber(indent)) || 0));
}

function print(shape: unknown, indent: string | number): string {
  return JSON.stringify(
    shape,
    (_key, item: unknown) => (typeof item === "bigint" ? JSON.rawJSON(item.toString()) : item),
    indent,
  );
}
