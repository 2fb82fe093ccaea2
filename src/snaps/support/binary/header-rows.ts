import { believe } from "../../../base/believe.ts";
import type { Document } from "../../../expr/value.ts";
import { expression, type Evaluate } from "../../../engine/settings/expression.ts";
import { path } from "../../../engine/settings/path.ts";
import { table } from "../../../engine/settings/table.ts";
import type { JsonPath } from "../../../expr/path/json-path.ts";

export interface HeaderRow {
  readonly expression: Evaluate | undefined;
  readonly targetPath: JsonPath | undefined;
}

/** The table of binary header properties that formatters and readers share. */
export function headerRows(help: string) {
  return table({
    help,
    columns: {
      expression: expression({ help: "Value of the header property." }),
      targetPath: path({ help: "Name of the header property, such as `$source`." }),
    },
  });
}

/** The header of a binary: `base`, and over it what the rows say, evaluated for `document`. */
export function headerWith(
  base: Document,
  rows: readonly HeaderRow[],
  document: Document | undefined,
): Document {
  let header = { ...base };
  for (const row of rows) {
    if (row.expression === undefined || row.targetPath === undefined) continue;
    const value = row.expression(document ?? {});
    header = believe<Document>(row.targetPath.write(header, value));
  }
  return header;
}
