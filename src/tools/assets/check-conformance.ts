import { z } from "zod";
import type { ProcessModel } from "../../knowledge/query/process-answers.ts";
import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { inAppliedFilters } from "./in-applied-filters.ts";
import { processInput, processQuestion, processScope, scopeContent } from "./process-input.ts";

export default defineAssetTool({
  kind: "check_conformance",
  title: "Check conformance",
  describe: () =>
    "Holds the cases of a process against a reference (a list of allowed variants, the most frequent variants, or a BPMN 2.0 text) and says how many conform, and by what the others deviate, those of the most cases first.",
  annotations: readsData,
  input: ({ asset, limits }) => {
    const activity = z.string().min(1).max(limits.assetTextLengthMax);
    return z.strictObject({
      ...processInput(asset.knowledge.model, limits),
      variants: z
        .array(z.array(activity).min(1).max(limits.bpmnNodesMax))
        .min(1)
        .max(limits.assetFilterValuesMax)
        .describe("Allowed sequences of activities.")
        .optional(),
      top_variants: z
        .int()
        .min(1)
        .max(limits.assetFilterValuesMax)
        .describe("Allows this many of the most frequent variants.")
        .optional(),
      bpmn: z.string().max(limits.bpmnBytesMax).describe("BPMN 2.0 XML.").optional(),
      deviations_max: z.int().min(1).max(limits.assetPageSizeMax).default(20),
    });
  },
  content: z.object({
    cases: z.int(),
    checked_cases: z.int(),
    conforming_cases: z.int(),
    conforming_share: z.number().describe("Of the checked cases, 0 to 1."),
    variants: z.int(),
    checked_variants: z.int(),
    conforming_variants: z.int(),
    unexplained_cases: z.int().describe("Deviate, but how was too long to find out."),
    conforming_throughput_mean_seconds: z.number().nullable(),
    deviating_throughput_mean_seconds: z.number().nullable(),
    deviations: z.array(
      z.object({
        kind: z.enum([
          "undesired-activity",
          "repeated-activity",
          "missing-activity",
          "wrong-order",
          "incomplete",
          "not-allowed-after",
        ]),
        activity: z.string(),
        after: z.string().nullable().describe("What came before; null at the start.").optional(),
        cases: z.int(),
        share: z.number(),
        variants: z.int(),
        throughput_difference_seconds: z
          .number()
          .nullable()
          .describe("Mean of its cases less that of conforming ones."),
        example_case: z.string().nullable().describe("Null when a policy hides it."),
      }),
    ),
    deviation_count: z.int().describe("Deviations in all."),
    ...processScope,
    note: z.string(),
  }),
  example: () => ({ top_variants: 3 }),
  async run({ asset, signal }, input) {
    const question = { ...processQuestion(input), model: modelOf(input) };
    const { answer, eventLog, scope } = await inAppliedFilters(
      asset.knowledge.conformance(question, asset.asker, signal),
    );
    const deviations = answer.deviations.slice(0, input.deviations_max);
    return {
      content: {
        cases: answer.cases,
        checked_cases: answer.checkedCases,
        conforming_cases: answer.conformingCases,
        conforming_share: answer.conformingShare,
        variants: answer.variants,
        checked_variants: answer.checkedVariants,
        conforming_variants: answer.conformingVariants,
        unexplained_cases: answer.unexplainedCases,
        conforming_throughput_mean_seconds: answer.conformingThroughputMean,
        deviating_throughput_mean_seconds: answer.deviatingThroughputMean,
        deviations: deviations.map((one) => ({
          kind: one.kind,
          activity: one.activity,
          ...(one.after === undefined ? {} : { after: one.after }),
          cases: one.cases,
          share: one.share,
          variants: one.variants,
          throughput_difference_seconds: one.throughputDifference,
          example_case: one.exampleCase === "" ? null : one.exampleCase,
        })),
        deviation_count: answer.deviations.length,
        ...scopeContent(eventLog, scope),
        note: [
          `${answer.conformingCases} of ${answer.checkedCases} checked cases conform.`,
          ...(answer.checkedCases < answer.cases
            ? [
                `${answer.cases - answer.checkedCases} cases of rare variants were not checked (conformanceVariantsMax).`,
              ]
            : []),
          ...(deviations.length < answer.deviations.length
            ? [
                `${deviations.length} of ${answer.deviations.length} deviations are shown; raise deviations_max for more.`,
              ]
            : []),
        ].join(" "),
      },
    };
  },
});

interface ModelArguments {
  readonly variants?: readonly (readonly string[])[] | undefined;
  readonly top_variants?: number | undefined;
  readonly bpmn?: string | undefined;
}

function modelOf({ variants, top_variants: count, bpmn: xml }: ModelArguments): ProcessModel {
  const models: readonly ProcessModel[] = [
    ...(variants === undefined ? [] : [{ kind: "variants", variants } as const]),
    ...(count === undefined ? [] : [{ kind: "top-variants", count } as const]),
    ...(xml === undefined ? [] : [{ kind: "bpmn", xml } as const]),
  ];
  const [model, ...more] = models;
  if (model !== undefined && more.length === 0) return model;
  throw new QuestionRefusal(
    "",
    model === undefined ? "There is nothing to check against" : "There is more than one reference",
    "One of `variants`, `top_variants` and `bpmn` says what conforms.",
    'Send one of them, such as "top_variants": 3.',
  );
}
