/** How values of a column are written in texts. */
export type ValueFormat = NumberFormat | DateFormat;

export interface NumberFormat {
  readonly kind: "number";
  readonly prefix: string;
  readonly suffix: string;
  /** The value is a fraction of 1. */
  readonly percent: boolean;
  /** `1,234` instead of `1234`. */
  readonly grouped: boolean;
  readonly decimalsMin: number;
  readonly decimalsMax: number;
}

export interface DateFormat {
  readonly kind: "date";
  readonly parts: readonly DatePart[];
}

export type DatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: DateField };

export type DateField = "year" | "month" | "day" | "hour" | "minute" | "second" | "millisecond";

const decimalPattern = /^([^#0,.%]*)(#{0,20},)?(#*0*)(?:\.(0*)(#*))?(\s*%)?([^#0,.%]*)$/u;
/** As the charting library D3 writes them: `,.2f`, `.1%`, `,d`. */
const shortPattern = /^(,)?(?:\.(\d{1,2}))?([fd%])$/;

/** Reads `#,##0.0`, `0.0%`, `€ #.##`, `,.2f`, `%Y-%m-%d` or `yyyy-MM-dd HH:mm`. Anything else is undefined. */
export function parseFormat(text: string): ValueFormat | undefined {
  return shortNumber(text) ?? dateFormat(text) ?? decimalNumber(text);
}

function shortNumber(text: string): NumberFormat | undefined {
  const match = shortPattern.exec(text);
  if (match === null) return undefined;
  const [, comma, decimals, kind] = match;
  const percent = kind === "%";
  const count = Number(decimals ?? (kind === "d" ? 0 : percent ? 0 : 6));
  const most = text === "%" ? 2 : count;
  return {
    kind: "number",
    prefix: "",
    suffix: percent ? "%" : "",
    percent,
    grouped: comma !== undefined,
    decimalsMin: count,
    decimalsMax: most,
  };
}

function decimalNumber(text: string): NumberFormat | undefined {
  const match = decimalPattern.exec(text);
  if (match === null || !/[#0]/.test(text)) return undefined;
  const [, prefix = "", group, , zeros = "", hashes = "", percent, suffix = ""] = match;
  if (zeros.length + hashes.length > 15) return undefined;
  return {
    kind: "number",
    prefix,
    suffix: (percent ?? "") + suffix,
    percent: percent !== undefined,
    grouped: group !== undefined,
    decimalsMin: zeros.length,
    decimalsMax: zeros.length + hashes.length,
  };
}

const dateFields: Readonly<Record<string, DateField>> = {
  "%Y": "year",
  "%m": "month",
  "%d": "day",
  "%H": "hour",
  "%M": "minute",
  "%S": "second",
  "%L": "millisecond",
  yyyy: "year",
  YYYY: "year",
  MM: "month",
  dd: "day",
  DD: "day",
  HH: "hour",
  mm: "minute",
  ss: "second",
  SSS: "millisecond",
};

function dateFormat(text: string): DateFormat | undefined {
  const percent = /%[YmdHMSL]/.test(text);
  const pattern = percent ? /%[YmdHMSL]/g : /yyyy|YYYY|MM|dd|DD|HH|mm|ss|SSS/g;
  const parts: DatePart[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    const field = dateFields[match[0]];
    if (field !== undefined) parts.push({ kind: field });
    at = match.index + match[0].length;
  }
  if (at === 0) return undefined;
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  const letters = parts.some((part) => part.kind === "text" && /[A-SU-Za-su-z%]/.test(part.text));
  return letters ? undefined : { kind: "date", parts };
}
