import { Refusal } from "../../../base/errors.ts";
import { unreadable } from "../load/load-refusals.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import type { ExcelSource } from "../model/data-model.ts";
import { localFile } from "./local-file.ts";
import { RowStager } from "./row-stager.ts";
import type { SourceContext } from "./source-context.ts";

/** A sheet with the names of its columns in one row; rows without any value are passed over. */
export async function readExcel(source: ExcelSource, context: SourceContext): Promise<StagedRows> {
  const { readExcel: read } = context.readers;
  if (read === undefined) throw noExcel();
  const path = await localFile(source.file, context);
  const stager = new RowStager(context);
  let row = 0;
  let header: readonly (number | undefined)[] | undefined;
  for await (const cells of read(path, source.sheet, context.workspace.signal)) {
    row++;
    if (row < source.headerRow) continue;
    if (header === undefined) {
      header = cells.map((cell) =>
        isEmpty(cell) ? undefined : stager.column(String(cell).trim()),
      );
      continue;
    }
    if (cells.every(isEmpty)) continue;
    for (const [at, column] of header.entries()) {
      if (column !== undefined) stager.set(column, cells[at]);
    }
    await stager.endRow();
  }
  if (header === undefined || header.every((column) => column === undefined)) {
    throw unreadable(
      source.file,
      "Excel",
      `Expected names of columns in row ${source.headerRow}; found none.`,
    );
  }
  return stager.finish();
}

function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined || cell === "";
}

function noExcel(): Refusal {
  return new Refusal(
    "not-supported",
    "Excel files cannot be read here",
    "Expected an installation that reads Excel; this one does not.",
    "Save the sheet as CSV and load that.",
  );
}
