import type { ColumnType } from "../data/data-schema.ts";
import type { PqlNode } from "../pql/ast.ts";
import type { ModelIndex } from "../query/model-index.ts";

/** A column that agents may see, with all the names by which it may be asked for. */
export interface SearchedColumn {
  readonly id: string;
  readonly kind: "attribute" | "kpi";
  readonly displayName: string;
  /** Empty for a KPI. */
  readonly recordName: string;
  readonly type: ColumnType;
  readonly node: PqlNode;
  readonly names: readonly string[];
  readonly recordNames: readonly string[];
  readonly description: string;
}

/** The eligible columns whose types are known, in the order of the model. */
export function searchedColumns(
  { model, columns }: ModelIndex,
  types: ReadonlyMap<string, ColumnType>,
): readonly SearchedColumn[] {
  const searched: SearchedColumn[] = [];
  const add = (
    id: string,
    { description, names }: { readonly description: string; readonly names: readonly string[] },
    recordNames: readonly string[],
  ): void => {
    const column = columns.get(id);
    const type = types.get(id);
    if (column === undefined || type === undefined || !column.eligible) return;
    const { kind, displayName, node } = column;
    const recordName = recordNames[0] ?? "";
    searched.push({
      id,
      kind,
      displayName,
      recordName,
      type,
      node,
      names,
      recordNames,
      description,
    });
  };
  for (const record of model.records) {
    const recordNames = [record.displayName, record.id, ...record.synonyms];
    const { identifier, attributes } = record;
    for (const one of identifier === undefined ? attributes : [identifier, ...attributes]) {
      const names = [one.displayName, one.id, one.columnId, ...one.synonyms];
      add(one.columnId, { description: one.description, names }, recordNames);
    }
  }
  for (const kpi of model.kpis) {
    const names = [kpi.displayName, kpi.id, ...kpi.synonyms];
    add(kpi.id, { description: kpi.description, names }, []);
  }
  return searched;
}
