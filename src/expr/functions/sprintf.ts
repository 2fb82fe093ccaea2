import type { CallSite } from "../call-site.ts";
import type { Operand } from "../operand.ts";
import { toNumber } from "../to-number.ts";
import { toText } from "../to-text.ts";

const directive = /%(?:(\d+)\$)?([-+ 0,(#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

interface Layout {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

/** Formats as C and Java do: `%s %d %05d %.2f %x %o %e %g %c %b %%`, with `%2$s` for the second value. */
export function sprintf(site: CallSite, format: string, values: readonly Operand[]): string {
  let next = 0;
  let size = format.length;
  return format.replaceAll(
    directive,
    (
      _text: string,
      position: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      letter: string,
    ) => {
      if (letter === "%") return "%";
      const value = values[position === undefined ? next++ : Number(position) - 1];
      if (value === undefined) return missingValue(site, letter, values.length);
      const layout = {
        flags,
        width: Number(width ?? 0),
        precision: precision === undefined ? undefined : Number(precision),
      };
      size += Math.max(layout.width, layout.precision ?? 0);
      site.size(size);
      const written = write(site, letter, value, layout);
      size += written.length;
      site.size(size);
      return written;
    },
  );
}

function write(site: CallSite, letter: string, value: Operand, layout: Layout): string {
  switch (letter) {
    case "s":
    case "S": {
      const text = toText(value).slice(0, layout.precision);
      return padded(letter === "S" ? text.toUpperCase() : text, layout);
    }
    case "b":
      return padded(String(value !== null && value !== false), layout);
    case "c":
      return padded(
        typeof value === "number"
          ? String.fromCodePoint(Math.max(0, Math.min(0x10ffff, Math.trunc(value) || 0)))
          : toText(value).charAt(0),
        layout,
      );
    case "d":
    case "i":
    case "u":
      return signed(integer(value).toString(), layout);
    case "f":
      return signed(number(value).toFixed(digits(layout, 6)), layout);
    case "e":
    case "E": {
      const text = number(value)
        .toExponential(digits(layout, 6))
        .replace(/e([+-])(\d)$/, "e$10$2");
      return signed(letter === "E" ? text.toUpperCase() : text, layout);
    }
    case "g":
    case "G":
      return signed(number(value).toPrecision(Math.max(1, digits(layout, 6))), layout);
    case "x":
      return signed(integer(value).toString(16), layout);
    case "X":
      return signed(integer(value).toString(16).toUpperCase(), layout);
    case "o":
      return signed(integer(value).toString(8), layout);
    case "n":
      return "\n";
    default:
      return site.fail(
        "wrong-argument",
        `sprintf has no directive %${letter}.`,
        "Expected one of %s %d %f %e %g %x %X %o %c %b %%.",
        "Write %s for any value, and %% for a percent sign.",
      );
  }
}

function integer(value: Operand): number | bigint {
  if (typeof value === "bigint") return value;
  const whole = Math.trunc(toNumber(value));
  return Number.isFinite(whole) ? BigInt(whole) : whole;
}

function number(value: Operand): number {
  return toNumber(value);
}

function digits(layout: Layout, fallback: number): number {
  return Math.min(100, layout.precision ?? fallback);
}

/** Puts the sign, the thousands and the zeros in their places. */
function signed(text: string, layout: Layout): string {
  const { flags, width } = layout;
  const negative = text.startsWith("-");
  const bare = negative ? text.slice(1) : text;
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const grouped = flags.includes(",") ? bare.replace(/\d+/, thousands) : bare;
  const filled =
    flags.includes("0") && !flags.includes("-")
      ? grouped.padStart(width - sign.length, "0")
      : grouped;
  return padded(sign + filled, layout);
}

function thousands(whole: string): string {
  return whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

function padded(text: string, layout: Layout): string {
  return layout.flags.includes("-") ? text.padEnd(layout.width) : text.padStart(layout.width);
}

function missingValue(site: CallSite, letter: string, count: number): never {
  return site.fail(
    "wrong-argument",
    `sprintf has no value for %${letter}.`,
    `The format asks for more values than the ${count} that are given.`,
    "Give one value for each directive; a percent sign itself is written %%.",
  );
}
