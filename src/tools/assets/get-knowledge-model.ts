import { z } from "zod";
import type {
  DescribedColumn,
  DescribedThing,
  ModelDescription,
} from "../../knowledge/describe/model-description.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";

const thing = {
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  synonyms: z.array(z.string()).optional(),
};
const column = {
  ...thing,
  type: z.enum(["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"]).optional(),
  format: z.string().optional(),
  unit: z.string().optional(),
  masked: z.literal(true).describe("A policy hides its values.").optional(),
};

export default defineAssetTool({
  kind: "get_knowledge_model",
  title: "Get the knowledge model",
  describe: () =>
    "Lists the records with their attributes, the KPIs with the records they can be grouped by, filters, event logs and joins: the ids that the other tools take. Call it before load_data.",
  annotations: readsData,
  input: ({ limits }) =>
    z.strictObject({
      record_ids: z
        .array(z.string().max(limits.assetTextLengthMax))
        .min(1)
        .max(limits.assetColumnsMax)
        .describe("Only these records, with all of their attributes.")
        .optional(),
      page: z.int().min(0).max(1_000_000).describe("From 0.").default(0),
    }),
  content: z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().optional(),
    version: z.string(),
    records: z.array(
      z.object({
        ...thing,
        row_count: z.int().describe("Absent when a policy hides rows.").optional(),
        attribute_count: z.int().describe("Over all pages."),
        attributes: z.array(
          z.object({ ...column, kind: z.enum(["attribute", "identifier", "flag"]) }),
        ),
      }),
    ),
    kpis: z.array(
      z.object({
        ...column,
        direction: z.enum(["Up", "Down", "None"]).describe("Which way is better."),
        grouped_by: z.array(z.string()).describe("Records whose attributes it can be grouped by."),
      }),
    ),
    filters: z.array(z.object(thing)),
    event_logs: z.array(
      z.object({ ...thing, activity_record: z.string(), case_record: z.string().optional() }),
    ),
    joins: z.array(z.string()).describe("Many rows → one row."),
    page: z.int(),
    pages: z.int(),
    data_loaded_at: z.string(),
    notes: z.array(z.string()),
  }),
  example: () => ({}),
  async run({ asset, signal }, { record_ids: records, page }) {
    const question = { page, ...(records === undefined ? {} : { records }) };
    return { content: contentOf(await asset.knowledge.describe(question, asset.asker, signal)) };
  },
});

const directions = { UP: "Up", DOWN: "Down", NONE: "None" } as const;

// oxlint-disable-next-line typescript/explicit-function-return-type -- the tool's content is its type
function contentOf(model: ModelDescription) {
  return {
    id: model.key,
    name: model.displayName,
    ...(model.description === "" ? {} : { description: model.description }),
    version: model.version,
    records: model.records.map((record) => ({
      ...thingOf(record),
      ...(record.rowCount === undefined ? {} : { row_count: record.rowCount }),
      attribute_count: record.attributeCount,
      attributes: record.attributes.map((attribute) => ({
        ...columnOf(attribute),
        kind: attribute.kind,
      })),
    })),
    kpis: model.kpis.map((kpi) => ({
      ...columnOf(kpi),
      direction: directions[kpi.direction],
      grouped_by: [...kpi.groupedBy],
    })),
    filters: model.filters.map(thingOf),
    event_logs: model.eventLogs.map((log) => ({
      ...thingOf(log),
      activity_record: log.activityRecord,
      ...(log.caseRecord === undefined ? {} : { case_record: log.caseRecord }),
    })),
    joins: [...model.joins],
    page: model.page,
    pages: model.pages,
    data_loaded_at: new Date(model.loadedMs).toISOString(),
    notes: [...model.notes],
  };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the tool's content is its type
function thingOf({ id, displayName, description, synonyms }: DescribedThing) {
  return {
    id,
    name: displayName,
    ...(description === "" ? {} : { description }),
    ...(synonyms.length === 0 ? {} : { synonyms: [...synonyms] }),
  };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the tool's content is its type
function columnOf(described: DescribedColumn) {
  const { type, format, unit, masked } = described;
  return {
    ...thingOf(described),
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(unit === undefined ? {} : { unit }),
    ...(masked ? { masked: true as const } : {}),
  };
}
