import type { Cell, SqlResult, SqlStatement } from "../warehouse/warehouse.ts";
import { BoundValues } from "./bound-values.ts";
import { numberIn, numberOrNull, textIn, textsIn } from "./cells.ts";
import type { ProcessSource } from "./process-source.ts";
import { codesOfTrace, throughputOfTrace, traceTables } from "./traces.ts";

export interface VariantsQuestion {
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  /** Only variants that at least this share of the cases follow, from 0 to 1. */
  readonly shareMin?: number;
  /** Counts no more than this many repetitions of an activity in a row, as SHORTENED does. */
  readonly cycleLengthMax?: number;
}

export interface VariantsAnswer {
  /** Cases with at least one event. */
  readonly cases: number;
  /** Distinct variants of all those cases. */
  readonly variants: number;
  /** Variants that `shareMin` leaves; the pages are of them. */
  readonly matching: number;
  readonly rows: readonly VariantRow[];
}

export interface VariantRow {
  /** From 1, the most frequent first; variants of equally many cases in the order of their activities. */
  readonly rank: number;
  readonly activities: readonly string[];
  readonly cases: number;
  readonly share: number;
  /** Share of the cases that follow this variant or one before it. */
  readonly cumulativeShare: number;
  /** From the first event to the last, in seconds. */
  readonly throughputMean: number;
  readonly throughputMedian: number;
  readonly exampleCase: string;
}

/** The ways that cases go through the process, the most frequent first. */
export async function askVariants(
  source: ProcessSource,
  question: VariantsQuestion,
  signal: AbortSignal,
): Promise<VariantsAnswer> {
  return readVariants(await source.warehouse.query(variantsStatement(source, question), signal));
}

/** One row a variant, beside totals; one row with totals alone when there is none on the page. */
export function variantsStatement(source: ProcessSource, question: VariantsQuestion): SqlStatement {
  const values = new BoundValues(source.warehouse.dialect, source.events);
  const { page, pageSize, shareMin = 0 } = question;
  const codes = shortened(question.cycleLengthMax, values);
  return values.statement(`${traceTables(source)},
lasting AS (SELECT id, ${codesOfTrace} AS codes, ${throughputOfTrace} AS micros FROM traces),
variants AS (SELECT ${codes} AS codes, count(*) AS cases, avg(micros) / 1e6 AS mean, median(micros) / 1e6 AS median,
  min(id)::VARCHAR AS example FROM lasting GROUP BY 1),
ranked AS MATERIALIZED (SELECT *, row_number() OVER ranking AS rank, sum(cases) OVER (ranking ROWS UNBOUNDED PRECEDING) AS so_far,
  sum(cases) OVER () AS all_cases FROM variants WINDOW ranking AS (ORDER BY cases DESC, codes)),
matching AS (SELECT * FROM ranked WHERE cases >= ${values.bind(shareMin)} * all_cases),
totals AS (SELECT coalesce((SELECT sum(cases) FROM ranked), 0)::BIGINT AS cases, (SELECT count(*) FROM ranked) AS variants,
  (SELECT count(*) FROM matching) AS matching),
page AS (SELECT * FROM matching ORDER BY rank LIMIT ${values.bind(pageSize)} OFFSET ${values.bind(page * pageSize)})
SELECT totals.cases, totals.variants, totals.matching, rank, list_transform(codes, lambda code: letters[code]),
  page.cases, so_far::BIGINT, mean, median, example
FROM totals CROSS JOIN alphabet LEFT JOIN page ON true ORDER BY rank`);
}

/** A code is dropped when as many before it as a cycle may have are the same. */
function shortened(cycleLengthMax: number | undefined, values: BoundValues): string {
  if (cycleLengthMax === undefined) return "codes";
  const most = values.bind(cycleLengthMax);
  return `list_filter(codes, lambda code, i: i <= ${most} OR list_unique(codes[i - ${most}:i]) > 1)`;
}

function readVariants(result: SqlResult): VariantsAnswer {
  const [first = []] = result.rows;
  const cases = numberIn(first[0]);
  return {
    cases,
    variants: numberIn(first[1]),
    matching: numberIn(first[2]),
    rows: result.rows.filter((row) => row[3] !== null).map((row) => variantRow(row, cases)),
  };
}

function variantRow(row: readonly Cell[], all: number): VariantRow {
  const [, , , rank, activities, cases, soFar, mean, median, example] = row;
  return {
    rank: numberIn(rank),
    activities: textsIn(activities),
    cases: numberIn(cases),
    share: numberIn(cases) / all,
    cumulativeShare: numberIn(soFar) / all,
    throughputMean: numberOrNull(mean) ?? 0,
    throughputMedian: numberOrNull(median) ?? 0,
    exampleCase: textIn(example),
  };
}
