import { didYouMean } from "../../../base/nearest.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { columnName, columnTypes, type ColumnType } from "./csv-columns.ts";

/** The keys of the documents, and the types when a second input names them. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly types?: readonly ColumnType[];
}

/** The names of a header line. A column without one is numbered; with `validate`, that and a repeated name is refused. */
export function headerOf(fields: readonly string[], validate: boolean, line: number): CsvHeader {
  const names = fields.map((name, index) => (name === "" ? columnName(index) : name));
  if (validate) {
    const empty = fields.indexOf("");
    if (empty >= 0) refuseHeader(line, `column ${empty + 1} has no name`);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) refuseHeader(line, `"${repeated}" stands there twice`);
  }
  return { names };
}

/** The types line of a second input; an empty type is `string`. */
export function typesOf(fields: readonly string[]): readonly ColumnType[] {
  return fields.map((field) => {
    const type = field.trim().toLowerCase();
    if (type === "") return "string";
    const found = columnTypes.find((candidate) => candidate === type);
    if (found !== undefined) return found;
    throw new SnapFailure(
      `Unknown column type "${field}"`,
      `Expected one of ${columnTypes.join(", ")} in the second line of the header input; found "${field}".`,
      didYouMean(field, columnTypes) || "Write string, integer, float or boolean.",
    );
  });
}

function refuseHeader(line: number, found: string): never {
  throw new SnapFailure(
    `Error parsing at line ${line}`,
    `Expected a header in which every column has a name of its own; ${found}.`,
    "Mend the header line, or switch off `validateHeaders`: then the last column of a name wins.",
  );
}
