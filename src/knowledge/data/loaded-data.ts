import type { Warehouse } from "../warehouse/warehouse.ts";
import type { DataSchema } from "./data-schema.ts";

/** The tables of a data model with their rows, ready for questions. */
export interface LoadedData extends AsyncDisposable {
  readonly schema: DataSchema;
  readonly warehouse: Warehouse;
  /** When the rows were read from where they come from, in milliseconds since 1970. */
  readonly loadedMs: number;
  readonly rowCounts: ReadonlyMap<string, number>;
}
