import { z } from "zod";
import type { Limits } from "../../base/limits.ts";
import { getOwn } from "../../base/json.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { ProcessModels } from "../../control/assets/assets.ts";
import type { ProcessModel } from "../../knowledge/query/process-answers.ts";
import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { inAppliedFilters } from "./in-applied-filters.ts";
import { processInput, processQuestion, processScope, scopeContent } from "./process-input.ts";

export default defineAssetTool({
  kind: "check_conformance",
  title: "Check conformance",
  describe: ({ asset }) =>
    `Holds the cases of a process against a reference (${asset.processModels.names.length === 0 ? "" : "a process model of the package, "}a list of allowed variants, the most frequent variants, or a BPMN 2.0 text) and says how many conform, and by what the others deviate, those of the most cases first.`,
  annotations: readsData,
  input: ({ asset, tool, limits }) => {
    const activity = z.string().min(1).max(limits.assetTextLengthMax);
    return z.strictObject({
      ...processInput(asset.knowledge.model, limits),
      ...modelInput(asset.processModels.names, tool.model, limits),
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
  example: ({ asset, tool }) => {
    const [name] = asset.processModels.names;
    if (tool.model !== undefined) return { model: tool.model };
    return name === undefined ? { top_variants: 3 } : { model: name };
  },
  async run({ asset, tool, signal }, input) {
    const { model, words } = await modelOf(input, asset.processModels, tool.model);
    const question = { ...processQuestion(input), model };
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
          `${answer.conformingCases} of ${answer.checkedCases} checked cases conform to ${words}.`,
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

/** So many names are listed as the values of the argument; of more, a few are told. */
const listedNamesMax = 20;

/** There is no such argument when the package has no process models. */
function modelInput(
  names: readonly string[],
  byDefault: string | undefined,
  { assetTextLengthMax }: Limits,
): Readonly<Record<string, z.ZodType>> {
  if (names.length === 0) return {};
  const listed = names.length <= listedNamesMax;
  const schema = listed ? z.enum(names) : z.string().max(assetTextLengthMax);
  const words = [
    `Process model of the package${listed ? "" : `, such as ${names.slice(0, listedNamesMax).join(", ")}`}.`,
    ...(byDefault === undefined ? [] : [`${byDefault} when there is no other reference.`]),
  ];
  return { model: schema.describe(words.join(" ")).optional() };
}

interface ModelArguments {
  readonly variants?: readonly (readonly string[])[] | undefined;
  readonly top_variants?: number | undefined;
  readonly bpmn?: string | undefined;
}

interface Reference {
  readonly model: ProcessModel;
  /** What it is called in the answer. */
  readonly words: string;
}

async function modelOf(
  input: ModelArguments & Readonly<Record<string, unknown>>,
  models: ProcessModels,
  byDefault: string | undefined,
): Promise<Reference> {
  const { variants, top_variants: count, bpmn: xml } = input;
  const named = getOwn(input, "model");
  const given: Reference[] = [];
  if (variants !== undefined) {
    given.push({ model: { kind: "variants", variants }, words: "the allowed variants" });
  }
  if (count !== undefined) {
    const words = count === 1 ? "the most frequent variant" : `the ${count} most frequent variants`;
    given.push({ model: { kind: "top-variants", count }, words });
  }
  if (xml !== undefined) given.push({ model: { kind: "bpmn", xml }, words: "the BPMN" });
  const byName = typeof named === "string" ? named : undefined;
  const name = byName ?? (given.length === 0 ? byDefault : undefined);
  if (given.length + (name === undefined ? 0 : 1) !== 1) throw notOne(given.length, models.names);
  const [reference] = given;
  if (reference !== undefined) return reference;
  return await namedModel(name ?? "", models);
}

async function namedModel(name: string, models: ProcessModels): Promise<Reference> {
  const { names } = models;
  if (names.includes(name)) {
    return {
      model: { kind: "bpmn", xml: await models.read(name) },
      words: `the process model ${name}`,
    };
  }
  throw new QuestionRefusal(
    "model",
    `There is no process model ${JSON.stringify(name.slice(0, 100))}`,
    `The package has ${names.slice(0, listedNamesMax).join(", ")}${names.length > listedNamesMax ? ` and ${names.length - listedNamesMax} more` : ""}.`,
    didYouMean(name, names) || "Name one of those, or send another reference.",
  );
}

function notOne(given: number, [name]: readonly string[]): QuestionRefusal {
  const references = [...(name === undefined ? [] : ["model"]), "variants", "top_variants"];
  return new QuestionRefusal(
    "",
    given === 0 ? "There is nothing to check against" : "There is more than one reference",
    `One of ${references.map((one) => `\`${one}\``).join(", ")} and \`bpmn\` says what conforms.`,
    name === undefined
      ? 'Send one of them, such as "top_variants": 3.'
      : `Send one of them, such as "model": ${JSON.stringify(name)}.`,
  );
}
