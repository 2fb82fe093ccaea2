import { unreachable } from "../../../base/errors.ts";
import type { TableSource } from "../model/data-model.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import { readCsv } from "./read-csv.ts";
import { readExcel } from "./read-excel.ts";
import { readDuckDbTable, readJson, readParquet } from "./read-file-relation.ts";
import { readOcel } from "./ocel/read-ocel.ts";
import { readGenerated } from "./read-generated.ts";
import { readPostgres } from "./read-postgres.ts";
import type { SourceContext } from "./source-context.ts";
import { readXes } from "./xes/read-xes.ts";

/** The rows of a source that does not depend on another table. */
export function readSource(
  source: Exclude<TableSource, { kind: "cases" }>,
  context: SourceContext,
): Promise<StagedRows> {
  switch (source.kind) {
    case "csv":
      return readCsv(source, context);
    case "parquet":
      return readParquet(source, context);
    case "json":
    case "jsonl":
      return readJson(source, context);
    case "excel":
      return readExcel(source, context);
    case "ocel2-json":
    case "ocel2-sqlite":
      return readOcel(source, context);
    case "xes":
      return readXes(source, context);
    case "duckdb":
      return readDuckDbTable(source, context);
    case "postgres":
      return readPostgres(source, context);
    case "rows":
      return readGenerated(source, context);
    default:
      return unreachable(source);
  }
}
