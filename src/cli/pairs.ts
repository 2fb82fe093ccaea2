import { Refusal } from "../base/errors.ts";

/** `["a=1", "b=x=y"]` as `a → 1`, `b → x=y`. */
export function pairsOf(option: string, values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    values.map((value) => {
      const equals = value.indexOf("=");
      if (equals > 0) return [value.slice(0, equals), value.slice(equals + 1)];
      throw new Refusal(
        "invalid-argument",
        `Cannot read ${option} ${value}`,
        `Expected name=value; found no "=" in "${value}".`,
        `Write ${option} ${value}=… .`,
      );
    }),
  );
}
