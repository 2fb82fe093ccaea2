import type { CsvSource } from "../model/data-model.ts";
import { type DataFinding, dataFinding } from "../data-finding.ts";
import { unreadable } from "../load/load-refusals.ts";
import { pathLiteral, textLiteral } from "../load/sql-text.ts";
import type { StagedColumn, StagedRows, VerifiedRows } from "../load/staged-rows.ts";
import { type CsvDialect, sniffCsv } from "./sniff-csv.ts";
import { explainingFile, fileErrors, localFile } from "./local-file.ts";
import { rejectedRows } from "./rejected-rows.ts";
import type { SourceContext } from "./source-context.ts";
import { toUtf8File } from "./to-utf8-file.ts";

/**
 * Reads a CSV. A column in which one value does not fit the type that the first rows suggest is read as text; a line that
 * has too many or too few cells is left out. Both are told.
 */
export async function readCsv(source: CsvSource, context: SourceContext): Promise<StagedRows> {
  const original = await localFile(source.file, context);
  const path = await toUtf8File(source, original, context);
  const dialect = await explainingFile(source.file, path, "CSV", () =>
    sniffCsv(source, path, context.workspace),
  );
  if (dialect === undefined) throw noCsv(source.file);
  const columns = dialect.columns.map((column) =>
    context.asText(column.name) ? { ...column, type: "VARCHAR" } : column,
  );
  return new CsvReading(source, path, dialect, context).rows({ columns, strict: true, mixed: [] });
}

interface Attempt {
  readonly columns: readonly StagedColumn[];
  /** Whether quotes have to be as the standard has them. */
  readonly strict: boolean;
  /** Columns that had to become text. */
  readonly mixed: readonly DataFinding[];
}

class CsvReading {
  readonly #source: CsvSource;
  readonly #path: string;
  readonly #dialect: CsvDialect;
  readonly #context: SourceContext;

  constructor(source: CsvSource, path: string, dialect: CsvDialect, context: SourceContext) {
    this.#source = source;
    this.#path = path;
    this.#dialect = dialect;
    this.#context = context;
  }

  rows(attempt: Attempt): StagedRows {
    const { columns, strict, mixed } = attempt;
    return {
      relation: csvRelation(this.#path, this.#source, this.#dialect, columns, strict),
      isTable: false,
      columns,
      findings: mixed,
      explain: fileErrors(this.#source.file, this.#path, "CSV"),
      verify: () => this.#verify(attempt),
    };
  }

  async #verify({ columns, strict, mixed }: Attempt): Promise<VerifiedRows> {
    const { workspace, table } = this.#context;
    const rejected = await rejectedRows(workspace, table, this.#source.file);
    await workspace.run("DELETE FROM reject_errors; DELETE FROM reject_scans");
    if (strict && rejected.quotes) {
      return { ok: false, instead: this.rows({ columns, strict: false, mixed }) };
    }
    if (rejected.misfits.size === 0) return { ok: true, findings: rejected.findings };
    const found = columns.flatMap(({ name, type }) => {
      const example = rejected.misfits.get(name);
      return example === undefined ? [] : [mixedColumn(table, name, type, example)];
    });
    const texts = columns.map((column) =>
      rejected.misfits.has(column.name) ? { ...column, type: "VARCHAR" } : column,
    );
    return {
      ok: false,
      instead: this.rows({ columns: texts, strict, mixed: [...mixed, ...found] }),
    };
  }
}

function csvRelation(
  path: string,
  source: CsvSource,
  dialect: CsvDialect,
  columns: readonly StagedColumn[],
  strict: boolean,
): string {
  const types = columns.map(({ name, type }) => `${textLiteral(name)}: ${textLiteral(type)}`);
  const settings = [
    `delim = ${textLiteral(dialect.delimiter)}`,
    `quote = ${textLiteral(dialect.quote)}`,
    `escape = ${textLiteral(dialect.escape)}`,
    `skip = ${dialect.skip}`,
    `header = ${String(dialect.header)}`,
    `columns = {${types.join(", ")}}`,
    `nullstr = [${["", ...(source.nullTexts ?? [])].map(textLiteral).join(", ")}]`,
    `strict_mode = ${String(strict)}`,
    "auto_detect = false",
    "store_rejects = true",
    `rejects_limit = ${rejectsMax}`,
    ...(dialect.dateFormat === undefined
      ? []
      : [`dateformat = ${textLiteral(dialect.dateFormat)}`]),
    ...(dialect.timestampFormat === undefined
      ? []
      : [`timestampformat = ${textLiteral(dialect.timestampFormat)}`]),
  ];
  return `read_csv(${pathLiteral(path)}, ${settings.join(", ")})`;
}

/** So many faulty cells are told one by one; those beyond are left out all the same. */
const rejectsMax = 1_000_000;

function mixedColumn(table: string, column: string, type: string, example: string): DataFinding {
  return dataFinding({
    code: "mixed-column",
    table,
    column,
    error: `"${table}"."${column}" was read as text.`,
    reason: `Expected ${type}, as in its first rows; found ${example}.`,
    resolution: `Correct the file, or declare the column: {name: ${JSON.stringify(column)}, type: FLOAT}. What does not fit is empty then.`,
  });
}

function noCsv(file: string) {
  return unreadable(
    file,
    "CSV",
    "Expected lines with as many cells each, such as `id,name`; found no sign that divides them, or nothing at all.",
  );
}
