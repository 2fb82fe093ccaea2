import { z } from "zod";
import type { Durations, TracePoint } from "../../knowledge/process/throughput.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { inAppliedFilters } from "./in-applied-filters.ts";
import { processInput, processQuestion, processScope, scopeContent } from "./process-input.ts";

const durations = {
  cases: z.int().describe("With at least one event."),
  measured: z.int().describe("Of those, with both points in order."),
  seconds: z
    .object({
      mean: z.number(),
      min: z.number(),
      p10: z.number(),
      p25: z.number(),
      median: z.number(),
      p75: z.number(),
      p90: z.number(),
      max: z.number(),
    })
    .nullable()
    .describe("Null when no case could be measured."),
};

export default defineAssetTool({
  kind: "get_throughput",
  title: "Get throughput times",
  describe: () =>
    "Says how long cases take, from their first event to their last or between two activities: mean, quantiles and histogram in seconds, by the values of an attribute when asked.",
  annotations: readsData,
  input: ({ asset, limits }) => {
    const activity = z.string().min(1).max(limits.assetTextLengthMax);
    const which = z.enum(["first", "last"]);
    return z.strictObject({
      ...processInput(asset.knowledge.model, limits),
      from_activity: activity.describe("Start of the case when absent.").optional(),
      from_occurrence: which.default("first"),
      to_activity: activity.describe("End of the case when absent.").optional(),
      to_occurrence: which.default("last"),
      buckets: z.int().min(1).max(100).describe("Bars of the histogram.").default(10),
      group_by: z
        .string()
        .max(limits.assetTextLengthMax)
        .describe("Id of an attribute of the case.")
        .optional(),
      groups_max: z.int().min(1).max(100).describe("Those of the most cases.").default(20),
    });
  },
  content: z.object({
    ...durations,
    histogram: z.array(
      z.object({ from_seconds: z.number(), to_seconds: z.number(), cases: z.int() }),
    ),
    groups: z.array(z.object({ value: z.string().nullable(), ...durations })).optional(),
    group_count: z.int().describe("Values of group_by in all.").optional(),
    ...processScope,
    note: z.string(),
  }),
  example: () => ({ buckets: 10 }),
  async run({ asset, signal }, input) {
    const { group_by: groupBy } = input;
    const question = {
      ...processQuestion(input),
      from: pointOf(input.from_activity, input.from_occurrence, "case-start"),
      to: pointOf(input.to_activity, input.to_occurrence, "case-end"),
      buckets: input.buckets,
      groupsMax: input.groups_max,
      ...(groupBy === undefined ? {} : { groupBy }),
    };
    const { answer, eventLog, scope } = await inAppliedFilters(
      asset.knowledge.throughput(question, asset.asker, signal),
    );
    const { groups, groupCount } = answer;
    return {
      content: {
        ...durationsContent(answer.all),
        histogram: answer.histogram.map((bucket) => ({
          from_seconds: bucket.from,
          to_seconds: bucket.to,
          cases: bucket.cases,
        })),
        ...(groups === undefined
          ? {}
          : { groups: groups.map((one) => ({ value: one.value, ...durationsContent(one) })) }),
        ...(groupCount === undefined ? {} : { group_count: groupCount }),
        ...scopeContent(eventLog, scope),
        note: noteOf(answer.all, groups?.length ?? 0, groupCount ?? 0),
      },
    };
  },
});

function pointOf(
  activity: string | undefined,
  occurrence: "first" | "last",
  otherwise: "case-start" | "case-end",
): TracePoint {
  return activity === undefined ? { kind: otherwise } : { kind: occurrence, activity };
}

function durationsContent({ cases, measured, statistics }: Durations): {
  cases: number;
  measured: number;
  seconds: NonNullable<Durations["statistics"]> | null;
} {
  return { cases, measured, seconds: statistics };
}

function noteOf({ cases, measured }: Durations, shown: number, groups: number): string {
  return [
    `${measured} of ${cases} cases were measured.`,
    ...(shown < groups ? [`${shown} of ${groups} groups are shown, those of the most cases.`] : []),
  ].join(" ");
}
