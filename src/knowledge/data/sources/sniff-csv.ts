import type { LoadWorkspace } from "../load/load-workspace.ts";
import { pathLiteral, quoted, textLiteral } from "../load/sql-text.ts";
import type { StagedColumn } from "../load/staged-rows.ts";
import type { CsvSource } from "../model/data-model.ts";

/** How a CSV is written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly skip: number;
  readonly header: boolean;
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  readonly columns: readonly StagedColumn[];
}

/** Finds out from its first rows what the declaration does not say; undefined when it is no CSV. */
export async function sniffCsv(
  source: CsvSource,
  path: string,
  workspace: LoadWorkspace,
): Promise<CsvDialect | undefined> {
  const known = [
    ...setting("delim", source.delimiter),
    ...setting("quote", source.quote),
    ...setting("dateformat", source.dateFormat),
    ...setting("timestampformat", source.timestampFormat),
    ...(source.header === undefined ? [] : [`header = ${source.header}`]),
    ...(source.skipLines === undefined ? [] : [`skip = ${source.skipLines}`]),
    ...(source.nullTexts === undefined
      ? []
      : [`nullstr = [${["", ...source.nullTexts].map(textLiteral).join(", ")}]`]),
  ];
  for (const strict of ["true", "false"]) {
    const [row] = await workspace.read(
      `SELECT Delimiter, Quote, Escape, SkipRows, HasHeader, DateFormat, TimestampFormat,
        list_transform("Columns", lambda c: [c.name, c.type])
       FROM sniff_csv(${[pathLiteral(path), ...known, `strict_mode = ${strict}`, "ignore_errors = true", `sample_size = ${sampleRows}`].join(", ")})`,
    );
    if (row === undefined) return undefined;
    const [delimiter, quote, escape, skip, header, dateFormat, timestampFormat, columns] = row;
    const dialect: CsvDialect = {
      delimiter: String(delimiter),
      quote: signOf(quote),
      escape: signOf(escape),
      skip: Number(skip),
      header: header === true,
      ...(typeof dateFormat === "string" && dateFormat !== "" ? { dateFormat } : {}),
      ...(typeof timestampFormat === "string" && timestampFormat !== "" ? { timestampFormat } : {}),
      columns: columnsOf(columns),
    };
    if (dialect.columns.length > 1 || strict === "false") return dialect;
  }
  return undefined;
}

const sampleRows = 20_480 * 4;

function setting(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name} = ${textLiteral(value)}`];
}

function signOf(sign: unknown): string {
  return typeof sign !== "string" || sign === "(empty)" ? "" : sign;
}

function columnsOf(json: unknown): readonly StagedColumn[] {
  const pairs: unknown = JSON.parse(String(json));
  if (!Array.isArray(pairs)) return [];
  return pairs.map((pair: unknown) => {
    const [name, type] = Array.isArray(pair) ? pair.map(String) : [];
    return { name: name ?? "", type: type ?? "VARCHAR", sql: quoted(name ?? "") };
  });
}
