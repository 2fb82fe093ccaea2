import { z } from "zod";
import type { Limits } from "../../base/limits.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { exampleColumns } from "./example-columns.ts";
import { filterInput } from "./filter-input.ts";
import { inAppliedFilters } from "./in-applied-filters.ts";
import { pageAnswer, pageBody, pageContent } from "./page-content.ts";
import { pageInput } from "./page-input.ts";

export default defineAssetTool({
  kind: "load_data",
  title: "Load data",
  describe: () =>
    "Loads rows of KPIs and attributes: KPIs alone give one row, KPIs with attributes one row a combination, attributes alone the rows of their table. Ids are in search_data and get_knowledge_model. Percentages are fractions.",
  annotations: readsData,
  input: ({ limits }) => loadInput(limits),
  content: pageContent,
  body: pageBody,
  example: ({ asset }) => ({ columns: exampleColumns(asset.knowledge.model), page_size: 50 }),
  async run({ asset, limits, signal }, input) {
    const { page, page_size: pageSize, order_by: orderBy, ascending, limit } = input;
    const question = {
      columns: input.columns,
      page,
      pageSize,
      ascending,
      filters: input.applied_filters ?? {},
      ...(orderBy === undefined ? {} : { orderBy }),
      ...(limit === undefined ? {} : { limit }),
    };
    const answer = await inAppliedFilters(asset.knowledge.load(question, asset.asker, signal));
    return pageAnswer(answer, limits);
  },
});

// oxlint-disable-next-line typescript/explicit-function-return-type -- the schema is its type
function loadInput(limits: Limits) {
  const id = z.string().max(limits.assetTextLengthMax);
  return z.strictObject({
    columns: z
      .array(id)
      .min(1)
      .max(limits.assetColumnsMax)
      .describe("Ids of KPIs and attributes (`RECORD.ATTRIBUTE`)."),
    ...pageInput(limits),
    order_by: id.describe("One of the columns.").optional(),
    ascending: z.boolean().default(true),
    limit: z.int().min(1).describe("Most rows over all pages.").optional(),
    applied_filters: z.strictObject(filterInput(limits)).optional(),
  });
}
