import type { DataModel } from "../../knowledge/data/model/data-model.ts";

/** Paths in the package from which a data model reads rows, each once. */
export function dataFilesOf(model: DataModel): readonly string[] {
  const paths = model.tables.flatMap(({ source }) =>
    source !== undefined && "file" in source ? [source.file] : [],
  );
  return [...new Set(paths)].toSorted();
}
