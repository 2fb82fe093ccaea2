import { type Formatted, formatValue } from "../model/format/format-value.ts";

/** A number in its format; without one, a small number keeps its digits. */
export function showNumber(value: number, { format, unit }: Formatted): string {
  const usual = Math.abs(value) >= 10 || value === 0 ? undefined : "#,##0.####";
  const chosen = format ?? usual;
  return formatValue(value, {
    ...(chosen === undefined ? {} : { format: chosen }),
    ...(unit === undefined ? {} : { unit }),
  });
}
