import { z } from "zod";
import { printJson } from "../../base/json.ts";
import { publishedHits } from "../../knowledge/search/published-hits.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";

const published = { search_result: z.string().describe("JSON: hits by search term, best first.") };

export default defineAssetTool({
  kind: "search_data",
  title: "Search data",
  describe: () =>
    "Finds columns for load_data: searches names, synonyms and descriptions of KPIs and attributes, and the values in the data (`matched_values`). Tolerates typos.",
  annotations: readsData,
  input: ({ limits }) =>
    z.strictObject({
      search_terms: z
        .array(z.string().max(limits.searchTermLengthMax))
        .min(1)
        .max(limits.searchTermsMax)
        .describe("Names or values to look for, each literally."),
      user_query: z
        .string()
        .max(limits.userQueryLengthMax)
        .describe("The user's question; searched when the terms find nothing.")
        .default(""),
    }),
  content: z.object({
    ...published,
    applied_filters: z.array(z.string()),
    masked_columns: z.array(z.string()),
    data_loaded_at: z.string(),
    notes: z.array(z.string()),
  }),
  body: z.object(published),
  example: () => ({ search_terms: ["Document Type"], user_query: "Document Type" }),
  async run({ asset, signal }, { search_terms: terms, user_query: userQuery }) {
    const question = { terms, ...(userQuery === "" ? {} : { userQuery }) };
    const answer = await asset.knowledge.search(question, asset.asker, signal);
    const body = { search_result: printJson(publishedHits(answer)) };
    const notes = [...answer.notes];
    return {
      content: {
        ...body,
        applied_filters: [...answer.appliedFilters],
        masked_columns: [...answer.maskedColumns],
        data_loaded_at: new Date(answer.loadedMs).toISOString(),
        notes,
      },
      text: printJson(body),
      ...(notes.length === 0 ? {} : { note: notes.join(" ") }),
      body,
    };
  },
});
