import type { Limits } from "../../base/limits.ts";
import type { WarehouseLimits } from "../warehouse/warehouse-limits.ts";

/** What reading the sources of a data model takes from outside. */
export interface SourceReaders {
  /** The absolute path of a file of the package; refuses paths that lead out of it and files that are not there. */
  resolve(path: string): string | Promise<string>;
  /** The rows of a sheet, cell by cell; the first sheet when none is named. */
  readonly readExcel?: ExcelReader;
  /** Connection string of PostgreSQL by the name of the connection; refuses a name that is not known. */
  readonly postgresUrl?: (name: string) => string | Promise<string>;
  /** Rows that the product makes itself, by the name of the generator; undefined when there is none of that name. */
  readonly generate?: (generator: string) => AsyncIterable<SourceRow> | undefined;
}

export type ExcelReader = (
  path: string,
  sheet: string | undefined,
  signal: AbortSignal,
) => AsyncIterable<readonly SourceValue[]>;

export type SourceRow = Readonly<Record<string, SourceValue>>;

/** A `Date` is a point in time, read as UTC. */
export type SourceValue = string | number | bigint | boolean | Date | null | undefined;

/** The limits of loading. */
export type DataLimits = WarehouseLimits &
  Pick<
    Limits,
    | "dataTablesMax"
    | "dataColumnsMax"
    | "dataRowsMax"
    | "dataFileBytesMax"
    | "dataLoadBytesMax"
    | "dataCellLengthMax"
    | "jsonDocumentLengthMax"
    | "xmlDepthMax"
  >;
