import type { MethodTable } from "../method.ts";
import { isMap } from "../operand.ts";

export const objectFunctions: MethodTable<null> = {
  keys: (_site, _none, value) => (isMap(value) ? Object.keys(value) : []),
  values: (_site, _none, value) => (isMap(value) ? Object.values(value) : []),
  entries: (_site, _none, value) => (isMap(value) ? Object.entries(value) : []),
};

export const stringFunctions: MethodTable<null> = {
  fromCharCode: { variadic: (_site, _none, values) => String.fromCharCode(...values.map(Number)) },
};
