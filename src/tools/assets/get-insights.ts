import { z } from "zod";
import type { Limits } from "../../base/limits.ts";
import type { KnowledgeModel } from "../../knowledge/model/knowledge-model.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { visibleAttributes, visibleKpiIds } from "./example-columns.ts";
import { filterInput } from "./filter-input.ts";

const segment = z.object({
  field_id: z.string(),
  field_name: z.string(),
  value: z.string().nullable().describe("A value or a range of values; null for none."),
  rows: z.int(),
  share: z.number().describe("Of all rows, 0 to 1."),
  kpi_value: z.number(),
  expected: z.number().describe("The overall value; times the share when the KPI is additive."),
  delta: z.number().describe("kpi_value − expected."),
  contribution: z.number().describe("By how much it moves the KPI; the ranking."),
  effect: z.enum(["better", "worse", "neutral"]),
});

export default defineAssetTool({
  kind: "get_insights",
  title: "Get insights",
  describe: () =>
    "Says which values of which attributes move one KPI, by how much and on how many rows: every value is compared with the KPI overall and ranked. Numbers and dates are cut into ranges. Deterministic.",
  annotations: readsData,
  input: ({ asset, limits }) => insightsInput(asset.knowledge.model, limits),
  content: z.object({
    insights: z.string(),
    kpi: z.string(),
    overall: z.object({ value: z.number(), rows: z.int() }),
    comparison: z.enum(["additive", "average"]),
    desired_direction: z.enum(["UP", "DOWN", "NONE"]),
    segments: z.array(segment),
    segment_count: z.int(),
    rows_min: z.int().describe("Segments of fewer rows are left out."),
    fields: z.array(z.object({ field_id: z.string(), values: z.int(), values_examined: z.int() })),
    skipped: z.array(z.object({ field_id: z.string(), reason: z.string() })),
    applied_filters: z.array(z.string()),
    grain: z.string(),
    data_loaded_at: z.string(),
  }),
  example: ({ asset }) => ({
    kpi: visibleKpiIds(asset.knowledge.model)[0] ?? "…",
    field_ids: visibleAttributes(asset.knowledge.model)
      .slice(0, 2)
      .map((attribute) => attribute.columnId),
  }),
  async run({ asset, signal }, { kpi, field_ids: fieldIds, ...filters }) {
    const answer = await asset.knowledge.insights(
      { kpi, filters, ...(fieldIds === undefined ? {} : { fieldIds }) },
      asset.asker,
      signal,
    );
    return {
      content: {
        insights: answer.text,
        kpi: answer.kpi.id,
        overall: answer.overall,
        comparison: answer.comparison,
        desired_direction: answer.kpi.desiredDirection,
        segments: answer.segments.map((one) => ({
          field_id: one.fieldId,
          field_name: one.fieldName,
          value: one.value,
          rows: one.rows,
          share: one.share,
          kpi_value: one.kpiValue,
          expected: one.expected,
          delta: one.delta,
          contribution: one.contribution,
          effect: one.effect,
        })),
        segment_count: answer.segmentCount,
        rows_min: answer.rowsMin,
        fields: answer.fields.map((field) => ({
          field_id: field.fieldId,
          values: field.values,
          values_examined: field.valuesExamined,
        })),
        skipped: answer.skipped.map(({ fieldId, reason }) => ({ field_id: fieldId, reason })),
        applied_filters: [...answer.scope.appliedFilters],
        grain: answer.scope.grain,
        data_loaded_at: new Date(answer.scope.loadedMs).toISOString(),
      },
    };
  },
});

/** KPIs up to so many are listed in the schema. */
const kpisListedMax = 20;

// oxlint-disable-next-line typescript/explicit-function-return-type -- the schema is its type
function insightsInput(model: KnowledgeModel, limits: Limits) {
  const id = z.string().max(limits.assetTextLengthMax);
  const kpis = visibleKpiIds(model);
  const listed = kpis.length <= kpisListedMax ? `: ${kpis.join(", ")}` : "";
  return z.strictObject({
    kpi: id.describe(`Id of a KPI${listed}.`),
    field_ids: z
      .array(id)
      .min(1)
      .max(limits.insightFieldsMax)
      .describe("Ids of attributes to split by; every attribute when absent.")
      .optional(),
    ...filterInput(limits),
  });
}
