import { compileValues } from "../pql/compile-values.ts";
import type { PqlNames } from "../pql/names.ts";
import type { ValuesQuery } from "../pql/query.ts";
import type { QueryParts } from "../query/query-parts.ts";

/** Longer values are texts, not names of something; search leaves them out. */
const valueLengthMax = 200;

/** The distinct values of a column, most frequent first, over rows that conditions leave; undefined when it has none. */
export async function distinctValues(
  { data, clock }: QueryParts,
  query: ValuesQuery,
  names: PqlNames,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const compiled = compileValues(query, {
    schema: data.schema,
    names,
    nowMs: clock.now(),
    dialect: data.warehouse.dialect,
  });
  if (compiled.kind === "invalid") return undefined;
  const { rows } = await data.warehouse.query(compiled.statement, signal);
  return rows.flatMap(([value]) =>
    typeof value === "string" && value !== "" && value.length <= valueLengthMax ? value : [],
  );
}
