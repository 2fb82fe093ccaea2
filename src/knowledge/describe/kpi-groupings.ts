import type { Kpi, ModelRecord } from "../model/knowledge-model.ts";
import { checkPql } from "../pql/check-pql.ts";
import { compileQuery } from "../pql/compile-query.ts";
import type { CompileContext } from "../pql/query.ts";
import { aggregatesOf, tablesOfAggregate } from "../pql/tables-of.ts";
import type { QueryParts } from "../query/query-parts.ts";

/**
 * Ids of the records by whose attributes a KPI can be grouped: those for which the question compiles. KPIs over the
 * same tables are alike, so that one of them is compiled for all.
 */
export function kpiGroupings(parts: QueryParts): ReadonlyMap<string, readonly string[]> {
  const { index, data, clock } = parts;
  const context: CompileContext = {
    schema: data.schema,
    names: index.names,
    nowMs: clock.now(),
    dialect: data.warehouse.dialect,
  };
  const known = new Map<string, readonly string[]>();
  return new Map(
    index.model.kpis
      .filter(({ eligible }) => eligible)
      .map((kpi) => {
        const key = tablesKey(kpi, parts, context);
        const ids = known.get(key) ?? recordsFor(kpi, parts, context);
        known.set(key, ids);
        return [kpi.id, ids] as const;
      }),
  );
}

function tablesKey(kpi: Kpi, { index }: QueryParts, context: CompileContext): string {
  const node = index.columns.get(kpi.id)?.node;
  if (node === undefined) return "";
  const checked = checkPql(node, context);
  if (checked.kind === "invalid") return "";
  const tables = aggregatesOf(checked.expression).map((one) =>
    [...tablesOfAggregate(one)].toSorted(),
  );
  return JSON.stringify(tables.map((names) => names.join("\n")).toSorted());
}

function recordsFor(kpi: Kpi, { index }: QueryParts, context: CompileContext): readonly string[] {
  const kpiNode = index.columns.get(kpi.id)?.node;
  if (kpiNode === undefined) return [];
  return index.model.records.flatMap((record) => {
    const columnId = plainColumn(record);
    const node = columnId === undefined ? undefined : index.columns.get(columnId)?.node;
    if (columnId === undefined || node === undefined) return [];
    const compiled = compileQuery(
      {
        columns: [
          { id: columnId, node, role: "attribute" },
          { id: kpi.id, node: kpiNode, role: "kpi" },
        ],
        conditions: [],
        orderBy: [],
        offset: 0,
        limit: 1,
        withTotal: false,
      },
      context,
    );
    return compiled.kind === "compiled" ? [record.id] : [];
  });
}

/** An attribute that agents see; records without one cannot be grouped by. */
function plainColumn({ identifier, attributes }: ModelRecord): string | undefined {
  const all = identifier === undefined ? attributes : [...attributes, identifier];
  return all.find(({ eligible }) => eligible)?.columnId;
}
