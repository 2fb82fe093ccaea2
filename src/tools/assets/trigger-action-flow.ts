import { z } from "zod";
import { unreachable } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import type { ActionFlow, ActionInput } from "../../control/assets/asset-definition.ts";
import { takeWithin } from "../take-within.ts";
import { defineAssetTool } from "./define-asset-tool.ts";

/** `trigger_action_flow_<Name>`: runs a pipeline with the inputs that the author named. */
export default defineAssetTool({
  kind: "trigger_action_flow",
  title: "Trigger an action flow",
  describe: () =>
    "Runs the action flow with these inputs, waits for it and answers with its result.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: true,
  },
  input: ({ tool, limits }) => flowInput(tool, limits),
  content: z.object({
    execution_result: z.string(),
    ruuid: z.string().describe("Id of the run."),
    state: z.string(),
    documents: z.array(z.unknown()).describe("What the flow answered with."),
    truncated: z.boolean().describe("Whether documents were left out.").optional(),
  }),
  example: ({ tool }) =>
    Object.fromEntries(
      tool.inputs.filter((one) => one.required).map((one) => [one.name, exampleValue(one)]),
    ),
  async run({ asset, tool, limits, signal }, input) {
    const { ruuid, state, documents } = await asset.runActionFlow(tool.name, input, signal);
    const taken = takeWithin(documents, limits.assetAnswerLengthMax);
    return {
      content: {
        execution_result: "Action flow executed successfully",
        ruuid,
        state,
        documents: [...taken.items],
        ...(taken.omitted === 0 ? {} : { truncated: true }),
      },
      ...(taken.omitted === 0
        ? {}
        : {
            note: `${taken.omitted} of ${documents.length} documents did not fit (assetAnswerLengthMax).`,
          }),
    };
  },
});

function flowInput(tool: ActionFlow, limits: Limits): z.ZodObject<z.ZodRawShape> {
  const shape: Record<string, z.ZodType> = {};
  for (const one of tool.inputs) {
    const schema = inputSchema(one, limits).describe(one.description);
    shape[one.name] = one.required ? schema : schema.optional();
  }
  return z.strictObject<z.ZodRawShape>(shape);
}

function inputSchema({ type }: ActionInput, limits: Limits): z.ZodType {
  switch (type) {
    case "string":
      return z.string().max(limits.actionInputLengthMax);
    case "number":
      return z.number();
    case "boolean":
      return z.boolean();
    default:
      return unreachable(type);
  }
}

function exampleValue({ type }: ActionInput): unknown {
  switch (type) {
    case "string":
      return "…";
    case "number":
      return 1;
    case "boolean":
      return true;
    default:
      return unreachable(type);
  }
}
