import type { PqlValue } from "../expression.ts";
import type { Parameter, RowFunction } from "../function.ts";

type Declared = Omit<RowFunction, "kind">;

export function rowFunction(declared: Declared): RowFunction {
  return { kind: "row", ...declared };
}

/** NULL when one of the values is; the others as they are. */
export function strict<T extends PqlValue>(
  evaluate: (...values: readonly NonNullable<PqlValue>[]) => T | null,
): (values: readonly PqlValue[]) => T | null {
  return (values) => {
    const given = values.filter((value) => value !== null);
    return given.length === values.length ? evaluate(...given) : null;
  };
}

export const text = (name: string): Parameter => ({ name, types: ["STRING"] });
export const number = (name: string): Parameter => ({ name, types: ["INT", "FLOAT"] });
export const int = (name: string): Parameter => ({ name, types: ["INT"] });
export const date = (name: string): Parameter => ({ name, types: ["DATE"] });
export const condition = (name: string): Parameter => ({ name, types: ["BOOLEAN"] });
export const anything = (name: string): Parameter => ({ name });
export const repeated = (parameter: Parameter): Parameter => ({
  ...parameter,
  repeats: true,
});
export const optional = (parameter: Parameter): Parameter => ({ ...parameter, optional: true });

/** A number for reckoning; an INT past 2^53 loses its last digits. */
export function num(value: PqlValue | undefined): number {
  return Number(value);
}

export function str(value: PqlValue | undefined): string {
  return String(value);
}
