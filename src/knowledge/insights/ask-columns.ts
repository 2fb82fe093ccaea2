import { type CompiledColumn, type QueryColumn } from "../pql/query.ts";
import { compileQuery } from "../pql/compile-query.ts";
import type { Finding } from "../../base/finding.ts";
import type { OpenQuestion } from "../query/open-question.ts";
import type { QueryParts } from "../query/query-parts.ts";
import type { Cell } from "../warehouse/warehouse.ts";

export interface ColumnsAsked {
  readonly columns: readonly QueryColumn[];
  /** Most first by this column. */
  readonly mostFirst?: string;
  readonly limit: number;
}

export type ColumnsAnswered =
  | {
      readonly kind: "rows";
      readonly columns: readonly CompiledColumn[];
      readonly rows: readonly (readonly Cell[])[];
      readonly total: number;
      readonly grain: string;
    }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };

/** Asks one query under the conditions of an open question. */
export async function askColumns(
  parts: QueryParts,
  open: OpenQuestion,
  { columns, mostFirst, limit }: ColumnsAsked,
  signal: AbortSignal,
): Promise<ColumnsAnswered> {
  const compiled = compileQuery(
    {
      columns,
      conditions: open.conditions,
      orderBy: mostFirst === undefined ? [] : [{ columnId: mostFirst, descending: true }],
      offset: 0,
      limit,
      withTotal: true,
    },
    open.context,
  );
  if (compiled.kind === "invalid") return compiled;
  const page = compiled.read(await parts.data.warehouse.query(compiled.statement, signal));
  return {
    kind: "rows",
    columns: compiled.columns,
    rows: page.rows,
    total: page.total ?? page.rows.length,
    grain: compiled.grain,
  };
}
