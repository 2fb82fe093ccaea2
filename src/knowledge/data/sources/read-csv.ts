import type { CsvSource } from "../model/data-model.ts";
import { type DataFinding, dataFinding } from "../data-finding.ts";
import { unreadable } from "../load/load-refusals.ts";
import { pathLiteral, textLiteral } from "../load/sql-text.ts";
import type { StagedColumn, StagedRows } from "../load/staged-rows.ts";
import { type CsvDialect, sniffCsv } from "./sniff-csv.ts";
import { explainingFile, localFile } from "./local-file.ts";
import { rejectedRows } from "./rejected-rows.ts";
import type { SourceContext } from "./source-context.ts";
import { toUtf8File } from "./to-utf8-file.ts";

/**
 * Reads a CSV into a staged table. A column in which one value does not fit the type that the first rows suggest is read
 * as text; a line that has too many or too few cells is left out. Both are told.
 */
export async function readCsv(source: CsvSource, context: SourceContext): Promise<StagedRows> {
  const { workspace, table } = context;
  const original = await localFile(source.file, context);
  const path = await toUtf8File(source, original, context);
  return explainingFile(source.file, path, "CSV", async () => {
    const dialect = await sniffCsv(source, path, workspace);
    if (dialect === undefined) throw noCsv(source.file);
    let columns = dialect.columns.map((column) =>
      context.asText(column.name) ? { ...column, type: "VARCHAR" } : column,
    );
    const mixed: DataFinding[] = [];
    let strict = true;
    for (;;) {
      const staged = workspace.newStaged();
      await workspace.run(
        `CREATE TABLE ${staged} AS SELECT * FROM ${csvRelation(path, source, dialect, columns, strict)}`,
      );
      const rejected = await rejectedRows(workspace, table, source.file);
      if (strict && rejected.quotes) {
        strict = false;
      } else if (rejected.misfits.size === 0) {
        return {
          relation: staged,
          isTable: true,
          columns,
          findings: [...mixed, ...rejected.findings],
        };
      } else {
        for (const [name, misfit] of rejected.misfits) {
          const guessed = columns.find((column) => column.name === name);
          mixed.push(mixedColumn(table, name, guessed?.type ?? "", misfit));
        }
        columns = columns.map((column) =>
          rejected.misfits.has(column.name) ? { ...column, type: "VARCHAR" } : column,
        );
      }
      await workspace.run(`DROP TABLE ${staged}`);
      await workspace.run("DELETE FROM reject_errors; DELETE FROM reject_scans");
    }
  });
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
