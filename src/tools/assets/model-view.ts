import { z } from "zod";
import type { OpenAsset } from "../../control/assets/assets.ts";
import type { Attribute, KnowledgeModel } from "../../knowledge/model/knowledge-model.ts";
import { nearestNames } from "../../base/nearest.ts";
import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";

const columnType = z.enum(["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"]);

/** What agents see of a knowledge model. */
export const modelContent = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  version: z.string(),
  records: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().optional(),
      attributes: z.array(
        z.object({
          id: z.string().describe("As `columns` of load_data takes it."),
          name: z.string(),
          description: z.string().optional(),
          type: columnType.optional(),
          format: z.string().optional(),
          unit: z.string().optional(),
          kind: z.enum(["attribute", "identifier", "flag"]),
          masked: z.literal(true).describe("A policy hides its values.").optional(),
        }),
      ),
    }),
  ),
  kpis: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().optional(),
      type: columnType.optional(),
      format: z.string().optional(),
      unit: z.string().optional(),
      direction: z.enum(["Up", "Down", "None"]),
      masked: z.literal(true).optional(),
    }),
  ),
  filters: z.array(
    z.object({ id: z.string(), name: z.string(), description: z.string().optional() }),
  ),
  event_logs: z.array(
    z.object({ id: z.string(), name: z.string(), description: z.string().optional() }),
  ),
  truncated: z.boolean().optional(),
  note: z.string().optional(),
});

export type ModelView = z.input<typeof modelContent>;

/** The model as the asset's asker may see it; of some records only when they are named. */
export function viewModel(asset: OpenAsset, recordIds: readonly string[] | undefined): ModelView {
  const { model, columnTypes } = asset.knowledge;
  const masked = asset.knowledge.maskedColumns(asset.asker);
  const records = chosenRecords(model, recordIds);
  return {
    id: model.key,
    name: model.displayName,
    ...described(model),
    version: model.version,
    records: records.map((record) => ({
      id: record.id,
      name: record.displayName,
      ...described(record),
      attributes: [
        ...(record.identifier === undefined ? [] : [record.identifier]),
        ...record.attributes,
      ]
        .filter((attribute) => attribute.eligible)
        .map((attribute) => ({
          id: attribute.columnId,
          name: attribute.displayName,
          ...described(attribute),
          ...typed(attribute, columnTypes.get(attribute.columnId)),
          kind: attribute.kind,
          ...(masked.has(attribute.columnId) ? { masked: true as const } : {}),
        })),
    })),
    kpis: model.kpis
      .filter((kpi) => kpi.eligible)
      .map((kpi) => ({
        id: kpi.id,
        name: kpi.displayName,
        ...described(kpi),
        ...typed(kpi, columnTypes.get(kpi.id)),
        direction: directions[kpi.desiredDirection],
        ...(masked.has(kpi.id) ? { masked: true as const } : {}),
      })),
    filters: model.filters.filter((one) => one.eligible).map(named),
    event_logs: model.eventLogs.filter((one) => one.eligible).map(named),
  };
}

const directions = { UP: "Up", DOWN: "Down", NONE: "None" } as const;

function chosenRecords(
  model: KnowledgeModel,
  ids: readonly string[] | undefined,
): KnowledgeModel["records"] {
  const eligible = model.records.filter((record) => record.eligible);
  if (ids === undefined) return eligible;
  return ids.map((id, at) => {
    const found = eligible.find((record) => record.id.toLowerCase() === id.toLowerCase());
    if (found !== undefined) return found;
    const names = eligible.map((record) => record.id);
    const near = nearestNames(id, names);
    throw new QuestionRefusal(
      `record_ids.${at}`,
      `Unknown record ${JSON.stringify(id.slice(0, 100))}`,
      `The knowledge model has ${names.slice(0, 50).join(", ")}.`,
      near.length === 0
        ? "Leave `record_ids` out for all of them."
        : `Did you mean ${near.join(" or ")}?`,
    );
  });
}

function described({ description }: { readonly description: string }): {
  readonly description?: string;
} {
  return description === "" ? {} : { description };
}

function named(one: {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
}): { readonly id: string; readonly name: string; readonly description?: string } {
  return { id: one.id, name: one.displayName, ...described(one) };
}

function typed<Type>(
  { format, unit }: Pick<Attribute, "format" | "unit">,
  type: Type | undefined,
): { readonly type?: Type; readonly format?: string; readonly unit?: string } {
  return {
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(unit === undefined ? {} : { unit }),
  };
}
