import { z } from "zod";
import { printJson } from "../../base/json.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { type ModelView, modelContent, viewModel } from "./model-view.ts";

export default defineAssetTool({
  kind: "get_knowledge_model",
  title: "Get the knowledge model",
  describe: () =>
    "Lists the records with their attributes, the KPIs, filters and event logs that the other tools take, with types, descriptions and units. Call it once, before load_data.",
  annotations: readsData,
  input: ({ limits }) =>
    z.strictObject({
      record_ids: z
        .array(z.string().max(limits.assetTextLengthMax))
        .max(limits.assetColumnsMax)
        .describe("Only these records; all when absent.")
        .optional(),
    }),
  content: modelContent,
  example: () => ({}),
  run({ asset, limits }, { record_ids: recordIds }) {
    const view = viewModel(asset, recordIds);
    return Promise.resolve({ content: withinLength(view, limits.assetAnswerLengthMax) });
  },
});

/** The view, with the attributes of its last records left out when it would be too long; it then says so. */
function withinLength(view: ModelView, lengthMax: number): ModelView {
  let records = view.records;
  let shown = view;
  for (let full = records.length; printJson(shown).length > lengthMax && full > 0;) {
    full = Math.floor(full / 2);
    records = view.records.map((record, at) =>
      at < full ? record : { ...record, attributes: [] },
    );
    shown = {
      ...view,
      records,
      truncated: true,
      note: `The attributes of ${records.length - full} records did not fit (assetAnswerLengthMax): call again with their ids as record_ids.`,
    };
  }
  return shown;
}
