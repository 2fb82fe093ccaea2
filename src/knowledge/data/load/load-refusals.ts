import { Refusal } from "../../../base/errors.ts";

export function loadTooLarge(bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The data takes too much room on disk",
    `Loading it takes more than ${bytesMax} bytes, the most that \`dataLoadBytesMax\` allows.`,
    "Load fewer rows or columns (`onlyDeclared`, `keep`), or have the limit raised.",
  );
}

export function tooManyRows(table: string, rowsMax: number): Refusal {
  return new Refusal(
    "too-large",
    `The table "${table}" has too many rows`,
    `It has more than ${rowsMax} rows, the most that \`dataRowsMax\` allows.`,
    "Load fewer rows, for example by `keep`, or have the limit raised.",
  );
}

export function tooManyColumns(table: string, columnsMax: number): Refusal {
  return new Refusal(
    "too-large",
    `The table "${table}" has too many columns`,
    `It has more than ${columnsMax} columns, the most that \`dataColumnsMax\` allows.`,
    "Name those that are needed under `columns` with `onlyDeclared: true`, or have the limit raised.",
  );
}

export function tooManyTables(count: number, tablesMax: number): Refusal {
  return new Refusal(
    "too-large",
    "The data model has too many tables",
    `It has ${count} tables; \`dataTablesMax\` allows ${tablesMax}.`,
    "Split it into several data models.",
  );
}

export function fileTooLarge(file: string, size: number, bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    `"${file}" is too large`,
    `It has ${size} bytes; \`dataFileBytesMax\` allows ${bytesMax}.`,
    "Split it into several tables, write it as Parquet, or have the limit raised.",
  );
}

export function cellTooLong(table: string, column: string, lengthMax: number): Refusal {
  return new Refusal(
    "too-large",
    `A cell of "${table}"."${column}" is too long`,
    `It has more than ${lengthMax} characters, the most that \`dataCellLengthMax\` allows.`,
    "Leave the column out, or shorten its values.",
  );
}

export function unreadable(file: string, what: string, reason: string): Refusal {
  return new Refusal(
    "invalid-content",
    `"${file}" cannot be read as ${what}`,
    reason,
    "Check that the file is whole and that `source.kind` says what it is.",
  );
}
