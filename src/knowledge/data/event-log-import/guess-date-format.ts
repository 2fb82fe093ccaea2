import { columnExpression, naturalType } from "../load/column-expression.ts";
import type { LoadWorkspace } from "../load/load-workspace.ts";
import { textLiteral } from "../load/sql-text.ts";
import type { StagedColumn, StagedRows } from "../load/staged-rows.ts";
import type { ColumnProfile } from "./profile-columns.ts";

/** How a column tells points in time. */
export interface DateFormat {
  /** Undefined for dates by their type, and for ISO 8601. */
  readonly format: string | undefined;
  readonly why: string;
  /** Another format in which every value would be a date too. */
  readonly ambiguous?: string;
}

/** The format in which every value of the column is a date; undefined when there is none. */
export async function guessDateFormat(
  { column, filled }: Pick<ColumnProfile, "column" | "filled">,
  rows: StagedRows,
  workspace: LoadWorkspace,
  said?: string,
): Promise<DateFormat | undefined> {
  const natural = column.holds ?? naturalType(column.type);
  if (natural === "DATE" && column.type !== "VARCHAR") {
    return { format: undefined, why: "Its values are dates in the file." };
  }
  if (said !== undefined) {
    const [fit] = await fitting([said], column, rows.relation, workspace);
    if (fit?.count === filled) return { format: said, why: "You said so." };
  }
  const sample = await workspace.read(
    `SELECT DISTINCT CAST(${column.sql} AS VARCHAR) AS v FROM ${rows.relation} WHERE trim(CAST(${column.sql} AS VARCHAR)) <> '' LIMIT ${sampleValues}`,
  );
  const texts = sample.map(([value]) => String(value));
  const numeric = texts.every((text) => /^\d{9,17}(\.\d+)?$/.test(text.trim()));
  const candidates = numeric
    ? [...compact, ...epochs]
    : texts.every((text) => looksLikeDate.test(text.trim()))
      ? [iso, ...patterns.filter((pattern) => texts.every((text) => mayBeWritten(text, pattern)))]
      : [];
  const few = `(VALUES ${texts.map((text) => `(${textLiteral(text)})`).join(", ")}) AS few(v)`;
  const sampled: StagedColumn = { name: "v", type: "VARCHAR", sql: "v" };
  const inSample = await fitting(candidates, sampled, few, workspace);
  const found = await fitting(
    inSample.filter(({ count }) => count === texts.length).map(({ format }) => format),
    column,
    rows.relation,
    workspace,
  );
  const [best, second] = found
    .filter(({ format, count, min, max }) => {
      const since = epochs.includes(format) ? 1980 : 1900;
      return count === filled && min > yearOf(since) && max < yearOf(2200);
    })
    .toSorted((one, other) => one.max - one.min - (other.max - other.min));
  if (best === undefined) return undefined;
  if (found.some(({ format, count }) => format === iso && count === filled)) {
    return { format: undefined, why: "Its values are dates as ISO 8601 writes them." };
  }
  if (second === undefined) {
    return { format: best.format, why: "All of its values are written so." };
  }
  return {
    format: best.format,
    ambiguous: second.format,
    why: `All of its values could be \`${second.format}\` as well; read so they lie closer together.`,
  };
}

interface Fit {
  readonly format: string;
  /** Values that are dates when read so. */
  readonly count: number;
  /** The first and the last of them, in seconds since 1970. */
  readonly min: number;
  readonly max: number;
}

async function fitting(
  formats: readonly string[],
  column: StagedColumn,
  relation: string,
  workspace: LoadWorkspace,
): Promise<readonly Fit[]> {
  if (formats.length === 0) return [];
  const values = formats.map((format, at) => {
    const { sql } = columnExpression(column, { name: column.name, type: "DATE", format });
    return `${sql} AS d${at}`;
  });
  const figures = formats.map((_, at) => `count(d${at}), epoch(min(d${at})), epoch(max(d${at}))`);
  const [row = []] = await workspace.read(
    `SELECT ${figures.join(", ")} FROM (SELECT ${values.join(", ")} FROM ${relation})`,
  );
  return formats.map((format, at) => ({
    format,
    count: Number(row[at * 3] ?? 0),
    min: Number(row[at * 3 + 1] ?? 0),
    max: Number(row[at * 3 + 2] ?? 0),
  }));
}

/** Whether a text has the signs and digits of a pattern; spares the database the many that it cannot be. */
function mayBeWritten(text: string, pattern: string): boolean {
  return expressionOf(pattern).test(text.trim());
}

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const source = pattern.replaceAll(/%([A-Za-z])|[.+]/g, (sign, directive: string | undefined) =>
    directive === undefined ? `\\${sign}` : (directives[directive] ?? sign),
  );
  const expression = new RegExp(`^${source}$`);
  expressions.set(pattern, expression);
  return expression;
}

const directives: Readonly<Record<string, string>> = {
  Y: "\\d{4}",
  y: "\\d{2}",
  b: "[A-Za-z]{3}",
  p: "[AaPp][Mm]",
  f: "\\d{1,9}",
  z: "(?:[+-]\\d\\d(?::?\\d\\d)?|Z)",
  d: "\\d{1,2}",
  m: "\\d{1,2}",
  H: "\\d{1,2}",
  I: "\\d{1,2}",
  M: "\\d{1,2}",
  S: "\\d{1,2}",
};

/** Begins like a date: with its day, month or year. */
const looksLikeDate = /^(?:\d{1,4}[-./ ]\s?[\dA-Za-z]{1,9}[-./, ]|[A-Za-z]{3} \d{1,2},? |\d{8})/;
const iso = "iso";

const sampleValues = 200;

function yearOf(year: number): number {
  return Date.UTC(year, 0, 1) / 1000;
}

const epochs: readonly string[] = ["epoch-seconds", "epoch-milliseconds", "epoch-microseconds"];
const compact: readonly string[] = ["%Y%m%d%H%M%S", "%Y%m%d%H%M"];

const dates = [
  "%d.%m.%Y",
  "%d.%m.%y",
  "%m/%d/%Y",
  "%d/%m/%Y",
  "%m/%d/%y",
  "%d/%m/%y",
  "%Y/%m/%d",
  "%d-%m-%Y",
  "%m-%d-%Y",
  "%d-%m-%y",
  "%m-%d-%y",
  "%Y.%m.%d",
  "%d-%b-%Y",
  "%d-%b-%y",
  "%d %b %Y",
  "%b %d, %Y",
  "%b %d %Y",
  "%Y%m%d",
  "%Y-%m-%d",
];
const times = [
  " %H:%M:%S",
  " %H:%M",
  "",
  " %H:%M:%S.%f",
  " %I:%M:%S %p",
  " %I:%M %p",
  "T%H:%M:%S",
  "T%H:%M:%S.%f",
  ", %H:%M:%S",
  " %H:%M:%S,%f",
  " %H.%M.%S",
  " %H%M%S",
  "%H%M%S",
];
const patterns: readonly string[] = times.flatMap((time) =>
  dates.flatMap((date) =>
    time === "" ? [date] : [`${date}${time}`, `${date}${time}%z`, `${date}${time} %z`],
  ),
);
