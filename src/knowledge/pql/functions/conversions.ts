import type { CallNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression } from "../expression.ts";
import type { DerivedFunction, PqlFunction, RowBody } from "../function.ts";
import { microsOfIso } from "../iso-date.ts";
import { formatMicros, parseMicros, strftimeOf } from "./date-format.ts";
import { pqlProblem } from "../problem.ts";
import { anything, num, rowFunction, str, strict } from "./row-function.ts";

export const conversions: readonly PqlFunction[] = [
  rowFunction({
    name: "TO_INT",
    syntax: "TO_INT(value)",
    summary: "A text or FLOAT as INT, cut off towards zero; NULL when the text is no whole number.",
    source: "docs.celonis.com/en/to_int.html",
    parameters: [anything("value")],
    body: ({ types: [type] }) => ({
      type: "INT",
      sql: ([a = ""], { dialect }) =>
        type === "STRING"
          ? dialect.intOfText(`trim(${a})`)
          : dialect.cast(type === "FLOAT" ? `trunc(${a})` : a, "INT"),
      evaluate: strict((a) => (typeof a === "string" ? intOf(a) : Math.trunc(num(a)))),
    }),
  }),
  rowFunction({
    name: "TO_FLOAT",
    syntax: "TO_FLOAT(value)",
    summary: "A text or INT as FLOAT; NULL when the text is no number.",
    source: "docs.celonis.com/en/to_float.html",
    parameters: [anything("value")],
    body: ({ types: [type] }) => ({
      type: "FLOAT",
      sql: ([a = ""], { dialect }) =>
        type === "STRING" ? dialect.floatOfText(`trim(${a})`) : dialect.cast(a, "FLOAT"),
      evaluate: strict((a) => (typeof a === "string" ? floatOf(a) : num(a))),
    }),
  }),
  formatted("TO_STRING", "TO_STRING(value [, FORMAT('%Y-%m-%d')])", {
    summary: "A value as text; a DATE as YYYY-MM-DD HH:MM:SS, or in a format.",
    types: ["STRING", "INT", "DATE", "BOOLEAN"],
    body: (type, format) => ({
      type: "STRING",
      key: format ?? "",
      sql: ([a = ""], { dialect }) =>
        type === "DATE"
          ? dialect.formatDate(a, format ?? "%Y-%m-%d %H:%M:%S")
          : dialect.cast(a, "STRING"),
      evaluate: strict((a) =>
        type === "DATE" ? formatMicros(num(a), format ?? "%Y-%m-%d %H:%M:%S") : str(a),
      ),
    }),
  }),
  dateFrom("TO_TIMESTAMP"),
  dateFrom("TO_DATE"),
  {
    kind: "derived",
    name: "FORMAT",
    syntax: "FORMAT('%Y-%m-%d')",
    summary: "How TO_STRING, TO_DATE and TO_TIMESTAMP write or read a date: %Y %m %d %H %M %S.",
    source: "docs.celonis.com/en/to_string.html",
    derive: (call, checker) => {
      throw pqlProblem(
        checker.span(call),
        "pql-syntax",
        "FORMAT stands only in TO_STRING, TO_DATE and TO_TIMESTAMP.",
        "Expected a value and found a format.",
        "Write TO_STRING(date, FORMAT('%Y-%m-%d')).",
      );
    },
  },
];

function dateFrom(name: string): DerivedFunction {
  return formatted(name, `${name}(text [, 'YYYY-MM-DD HH:MM:SS'])`, {
    summary: "A text as DATE, as ISO 8601 or in a format; NULL when it is not so written.",
    types: ["STRING", "DATE"],
    body: (type, format) => ({
      type: "DATE",
      key: format ?? "",
      sql: ([a = ""], { dialect }) =>
        type === "DATE"
          ? a
          : format === undefined
            ? `(CASE ${isoFormats
                .map(
                  ([pattern, iso]) =>
                    `WHEN ${dialect.matches(a, `'^${pattern}$'`)} THEN ${dialect.parseDate(a, iso)}`,
                )
                .join(" ")} END)`
            : dialect.parseDate(a, format),
      evaluate: strict((a) =>
        type === "DATE"
          ? num(a)
          : ((format === undefined ? isoOnly(str(a)) : parseMicros(str(a), format)) ?? null),
      ),
    }),
  });
}

const day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const isoFormats = [
  [day, "%Y-%m-%d"],
  [`${day} [0-9]{2}:[0-9]{2}:[0-9]{2}`, "%Y-%m-%d %H:%M:%S"],
  [`${day}T[0-9]{2}:[0-9]{2}:[0-9]{2}`, "%Y-%m-%dT%H:%M:%S"],
] as const;

function isoOnly(value: string): number | undefined {
  return isoFormats.some(([pattern]) => new RegExp(`^${pattern}$`).test(value))
    ? microsOfIso(value)
    : undefined;
}

/** A function of one value and a format that is written down, as `FORMAT('%Y')` or as `'YYYY'`. */
function formatted(
  name: string,
  syntax: string,
  declared: {
    readonly summary: string;
    readonly types: readonly ("STRING" | "INT" | "DATE" | "BOOLEAN")[];
    body(type: Expression["type"], format: string | undefined): RowBody;
  },
): DerivedFunction {
  return {
    kind: "derived",
    name,
    syntax,
    summary: declared.summary,
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    derive: (call, checker) => {
      const [value, format, ...more] = call.kind === "call" ? call.arguments : [];
      if (value === undefined || more.length > 0) throw checker.wrongArguments(call, syntax);
      const operand = checker.any(value, `The value of ${name}`, declared.types);
      const directives =
        format === undefined ? undefined : directivesOf(format, name, call, checker);
      const body = declared.body(operand.type, directives);
      const span = checker.span(call);
      return { kind: "call", name, arguments: [operand], body, type: body.type, span };
    },
  };
}

function directivesOf(
  node: CallNode["arguments"][number],
  name: string,
  call: CallNode | { readonly span: CallNode["span"] },
  checker: Checker,
): string {
  const inner = node.kind === "call" && node.name === "FORMAT" ? node.arguments[0] : node;
  const written = inner === undefined ? "" : checker.text(inner, `The format of ${name}`);
  const directives = strftimeOf(written);
  if (directives !== undefined) return directives;
  throw pqlProblem(
    checker.span(call),
    "pql-syntax",
    `'${written}' is no format of a date.`,
    "A format has %Y %m %d %H %M %S, or YYYY MM DD HH MI SS, and blanks and - / . : T _ between them.",
    "Write it so, for example FORMAT('%Y-%m-%d') or 'YYYY-MM-DD'.",
  );
}

function intOf(value: string): number | bigint | null {
  const trimmed = value.replaceAll(/^ +| +$/g, "");
  if (!/^[+-]?[0-9]{1,19}$/.test(trimmed)) return null;
  const exact = BigInt(trimmed.replace("+", ""));
  if (exact !== BigInt.asIntN(64, exact)) return null;
  const value53 = Number(exact);
  return Number.isSafeInteger(value53) ? value53 : exact;
}

function floatOf(value: string): number | null {
  const trimmed = value.replaceAll(/^ +| +$/g, "");
  return /^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$/.test(trimmed)
    ? Number(trimmed)
    : null;
}
