import { createReadStream } from "node:fs";
import type { Limits } from "../../../base/limits.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../expr/date/local-time.ts";
import { msPerDay } from "../../../expr/date/civil.ts";
import type { Value } from "../../../expr/value.ts";
import type { ExcelReader, SourceValue } from "../../../knowledge/data/source-readers.ts";
import { readSheet } from "../../../snaps/support/excel/read-sheet.ts";
import { scratchSpace } from "../scratch-space.ts";
import { openWorkbook, sheetNamed } from "../../../snaps/support/excel/workbook.ts";

/** Reads sheets with what the Excel Parser reads them with. */
export function excelReader(limits: Limits, spillDirectory: string): ExcelReader {
  return async function* read(path, sheet, signal) {
    await using scratch = await scratchSpace(spillDirectory, limits);
    const { spill } = scratch;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const content = createReadStream(path);
    const workbook = await openWorkbook(content, { spill, limits, signal, name });
    try {
      const named = sheetNamed(workbook, sheet ?? "");
      const options = { ...workbook, formulaValues: true, roundToSeconds: false, limits, signal };
      let expected = 1;
      for await (const rows of readSheet(workbook.read(named), options)) {
        for (const { number, cells } of rows) {
          // Rows that are not written down are rows all the same.
          for (; expected < number; expected++) yield [];
          expected = number + 1;
          yield cells.map(toSource);
        }
      }
    } finally {
      await workbook.dispose();
    }
  };
}

function toSource(value: Value): SourceValue {
  if (value instanceof LocalDate) return new Date(value.epochDay * msPerDay);
  if (value instanceof LocalDateTime) return new Date(value.localMs);
  if (value instanceof LocalTime) return value.toString();
  return typeof value === "object" ? null : value;
}
