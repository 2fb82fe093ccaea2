import { z } from "zod";
import { getOwn } from "../../base/json.ts";
import type { Limits } from "../../base/limits.ts";
import type { ConfiguredLoad } from "../../control/assets/asset-definition.ts";
import type { KnowledgeBase } from "../../knowledge/knowledge-base.ts";
import { QuestionRefusal } from "../../knowledge/query/question-refusal.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { argumentExample, argumentFilter, argumentSchema, joinFilters } from "./filter-argument.ts";
import { pageAnswer, pageBody, pageContent } from "./page-content.ts";
import { pageInput } from "./page-input.ts";

/** `load_data_<suffix>`: columns are the author's, each argument is a filter that is really applied. */
export default defineAssetTool({
  kind: "configured_load_data",
  title: "Load configured data",
  describe: ({ tool }) =>
    `Rows of ${tool.columns.join(", ")}; every argument that is given narrows them.`,
  annotations: readsData,
  input: ({ asset, tool, limits }) => configuredInput(tool, asset.knowledge, limits),
  content: pageContent,
  body: pageBody,
  example: ({ asset, tool }) =>
    Object.fromEntries(
      tool.arguments
        .filter((argument) => argument.required)
        .map((argument) => [argument.name, argumentExample(argument, asset.knowledge)]),
    ),
  async run({ asset, tool, limits, signal }, input) {
    const given = tool.arguments.flatMap((argument) => {
      const value = getOwn(input, argument.name);
      return value === undefined ? [] : argumentFilter(argument, value, asset.knowledge);
    });
    const { filters, argumentAt } = joinFilters(given);
    const question = {
      columns: tool.columns,
      page: wholeNumber(getOwn(input, "page"), 0),
      pageSize: wholeNumber(getOwn(input, "page_size"), 50),
      ascending: tool.ascending,
      filters,
      modelFilters: tool.filters,
      authored: true,
      ...(tool.orderBy === undefined ? {} : { orderBy: tool.orderBy }),
    };
    try {
      return pageAnswer(await asset.knowledge.load(question, asset.asker, signal), limits);
    } catch (thrown) {
      throw atArgument(thrown, argumentAt);
    }
  },
});

function configuredInput(
  tool: ConfiguredLoad,
  knowledge: KnowledgeBase,
  limits: Limits,
): z.ZodObject<z.ZodRawShape> {
  const shape: Record<string, z.ZodType> = {};
  for (const argument of tool.arguments) {
    const schema = argumentSchema(argument, knowledge, limits);
    shape[argument.name] = argument.required ? schema : schema.optional();
  }
  return z.strictObject<z.ZodRawShape>({ ...shape, ...pageInput(limits) });
}

function wholeNumber(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/** A refusal about a filter, with the argument that the filter came from. */
function atArgument(thrown: unknown, argumentAt: ReadonlyMap<string, string>): unknown {
  if (!(thrown instanceof QuestionRefusal)) return thrown;
  const place = thrown.attribute.split(".").slice(0, 2).join(".");
  const argument = argumentAt.get(place);
  if (argument === undefined) return thrown;
  return new QuestionRefusal(argument, thrown.message, thrown.reason, thrown.resolution);
}
