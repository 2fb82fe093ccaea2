import type { Cell } from "../../warehouse/warehouse.ts";
import { type DateField, type DateFormat, type NumberFormat, parseFormat } from "./parse-format.ts";

export interface Formatted {
  readonly format?: string;
  readonly unit?: string;
}

/** A value as a text shows it: `1234.5` with `#,##0.00` and `EUR` is `1,234.50 EUR`. The same on every machine. */
export function formatValue(value: Cell, { format, unit }: Formatted = {}): string {
  if (value === null) return "none";
  const parsed = format === undefined ? undefined : parseFormat(format);
  if (typeof value === "number") {
    const number = formatNumber(value, parsed?.kind === "number" ? parsed : plainNumber);
    const percent = parsed?.kind === "number" && parsed.percent;
    return unit === undefined || unit === "" || percent ? number : withUnit(number, unit);
  }
  if (typeof value === "string" && parsed?.kind === "date") return formatDate(value, parsed);
  return String(value);
}

const plainNumber: NumberFormat = {
  kind: "number",
  prefix: "",
  suffix: "",
  percent: false,
  grouped: true,
  decimalsMin: 0,
  decimalsMax: 2,
};

function formatNumber(value: number, format: NumberFormat): string {
  const { prefix, suffix, percent, grouped, decimalsMin, decimalsMax } = format;
  const scaled = percent ? value * 100 : value;
  if (!Number.isFinite(scaled) || Math.abs(scaled) >= 1e21) return `${prefix}${scaled}${suffix}`;
  const [whole = "0", decimals = ""] = Math.abs(scaled).toFixed(decimalsMax).split(".");
  const kept = trimZeros(decimals, decimalsMin);
  const digits = grouped ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ",") : whole;
  const shown = kept === "" ? digits : `${digits}.${kept}`;
  const negative = scaled < 0 && /[1-9]/.test(shown);
  return `${prefix}${negative ? "-" : ""}${shown}${suffix}`;
}

function trimZeros(decimals: string, least: number): string {
  let end = decimals.length;
  while (end > least && decimals[end - 1] === "0") end--;
  return decimals.slice(0, end);
}

function withUnit(number: string, unit: string): string {
  return unit === "%" ? `${number}%` : `${number} ${unit}`;
}

/** Dates come as ISO 8601 without a zone; what does not look so stays as it is. */
function formatDate(value: string, { parts }: DateFormat): string {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?/.exec(
    value,
  );
  if (match === null) return value;
  const [, year = "", month = "", day = "", hour = "00", minute = "00", second = "00", rest = ""] =
    match;
  const fields: Readonly<Record<DateField, string>> = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    millisecond: rest.padEnd(3, "0").slice(0, 3),
  };
  return parts.map((part) => (part.kind === "text" ? part.text : fields[part.kind])).join("");
}
