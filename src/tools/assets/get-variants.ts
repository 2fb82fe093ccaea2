import { z } from "zod";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { pageInput } from "./page-input.ts";
import { processInput, processQuestion, processScope, scopeContent } from "./process-input.ts";
import { inAppliedFilters } from "./in-applied-filters.ts";

export default defineAssetTool({
  kind: "get_variants",
  title: "Get process variants",
  describe: () =>
    "Lists the ways that cases go through a process, the most frequent first, with shares and throughput times.",
  annotations: readsData,
  input: ({ asset, limits }) =>
    z.strictObject({
      ...processInput(asset.knowledge.model, limits),
      ...pageInput(limits),
      share_min: z
        .number()
        .min(0)
        .max(1)
        .describe("Of the cases, for a variant to be listed.")
        .optional(),
      cycle_length_max: z
        .int()
        .min(1)
        .max(100)
        .describe("Counts repetitions in a row only so far.")
        .optional(),
    }),
  content: z.object({
    cases: z.int(),
    variants: z.int().describe("Distinct variants of all cases."),
    total: z.int().describe("Variants over all pages, after share_min."),
    page: z.int(),
    page_size: z.int(),
    has_more: z.boolean(),
    data: z.array(
      z.object({
        rank: z.int(),
        activities: z.array(z.string()),
        cases: z.int(),
        share: z.number(),
        cumulative_share: z.number(),
        throughput_mean_seconds: z.number(),
        throughput_median_seconds: z.number(),
        example_case: z.string().nullable().describe("Null when a policy hides it."),
      }),
    ),
    truncated: z.boolean().optional(),
    ...processScope,
    note: z.string(),
  }),
  example: () => ({ page_size: 10 }),
  async run({ asset, limits, signal }, input) {
    const { page, page_size: pageSize, share_min: shareMin, cycle_length_max: cycle } = input;
    const question = {
      ...processQuestion(input),
      page,
      pageSize,
      ...(shareMin === undefined ? {} : { shareMin }),
      ...(cycle === undefined ? {} : { cycleLengthMax: cycle }),
    };
    const { answer, eventLog, scope } = await inAppliedFilters(
      asset.knowledge.variants(question, asset.asker, signal),
    );
    const { rows, cut } = withinLength(answer.rows, limits.assetAnswerLengthMax);
    const first = page * pageSize;
    const hasMore = first + rows.length < answer.matching && answer.rows.length > 0;
    const note = [
      rows.length === 0
        ? `No variants on page ${page}; ${answer.matching} in all.`
        : `Variants ${first + 1}–${first + rows.length} of ${answer.matching}, of ${answer.cases} cases.`,
      ...(cut > 0
        ? [`${cut} more of this page did not fit (assetAnswerLengthMax): send a smaller page_size.`]
        : []),
    ].join(" ");
    return {
      content: {
        cases: answer.cases,
        variants: answer.variants,
        total: answer.matching,
        page,
        page_size: pageSize,
        has_more: hasMore,
        data: rows.map((row) => ({
          rank: row.rank,
          activities: [...row.activities],
          cases: row.cases,
          share: row.share,
          cumulative_share: row.cumulativeShare,
          throughput_mean_seconds: row.throughputMean,
          throughput_median_seconds: row.throughputMedian,
          example_case: row.exampleCase === "" ? null : row.exampleCase,
        })),
        ...(cut > 0 ? { truncated: true } : {}),
        ...scopeContent(eventLog, scope),
        note,
      },
    };
  },
});

/** The first variants whose activities fit into so many characters, one at least. */
function withinLength<Row extends { readonly activities: readonly string[] }>(
  rows: readonly Row[],
  lengthMax: number,
): { readonly rows: readonly Row[]; readonly cut: number } {
  let length = 0;
  const fitting = rows.findIndex((row, index) => {
    length += row.activities.reduce((sum, name) => sum + name.length + 3, 250);
    return length > lengthMax && index > 0;
  });
  const kept = fitting < 0 ? rows.length : fitting;
  return { rows: rows.slice(0, kept), cut: rows.length - kept };
}
