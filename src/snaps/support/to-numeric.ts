import type { Value } from "../../expr/value.ts";

/** The number that a number or a numeric text is; undefined for everything else. */
export function toNumeric(value: Value): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "string" ? numberInText(value) : undefined;
}

function numberInText(text: string): number | bigint | undefined {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number !== 0 && text.length < 16)
    return decimalOnly(text, number);
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text)) return undefined;
  if (!Number.isSafeInteger(number) && /^\s*[+-]?\d+\s*$/.test(text)) {
    return BigInt(text.trim().replace("+", ""));
  }
  return number;
}

/** `0x10` is a number to JavaScript only. */
function decimalOnly(text: string, number: number): number | undefined {
  return /[xXoObB]/.test(text) ? undefined : number;
}
