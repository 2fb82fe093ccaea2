import { z } from "zod";
import { unreachable } from "../../base/errors.ts";
import type { AssetToolKind } from "../../control/assets/asset-definition.ts";
import { briefInput, briefOutput, wholeSchema } from "./brief-schema.ts";
import type { AssetToolDefinition, AssetToolSetting } from "./define-asset-tool.ts";
import type { DescribedAssetTool, JsonObjectSchema } from "./listed-asset-tool.ts";

/** A tool of one asset with its schemas made. */
export interface PreparedTool {
  readonly definition: AssetToolDefinition;
  readonly setting: AssetToolSetting<AssetToolKind>;
  readonly input: z.ZodObject;
  readonly example: Readonly<Record<string, unknown>>;
  readonly described: DescribedAssetTool;
}

export function prepareAssetTool(
  definition: AssetToolDefinition,
  setting: AssetToolSetting<AssetToolKind>,
): PreparedTool {
  const { asset, tool } = setting;
  const input = definition.input(setting);
  const example = definition.example(setting);
  const inputJson = z.toJSONSchema(input, { io: "input" });
  const teller = asset.definition.tools.find(({ kind }) => takesFilters(kind));
  const toldElsewhere = takesFilters(tool.kind) && teller !== undefined && teller !== tool;
  const described = [
    ...(tool.description === undefined ? [] : [tool.description.trim()]),
    definition.describe(setting),
    ...(toldElsewhere ? [`Filters as in ${teller.name}.`] : []),
  ].join(" ");
  return {
    definition,
    setting,
    input,
    example,
    described: {
      listed: {
        name: tool.name,
        title: definition.title,
        description: described,
        inputSchema: briefInput(withoutDialect(inputJson), !toldElsewhere),
        outputSchema: briefOutput(outputSchema(definition.content)),
        annotations: definition.annotations,
      },
      toolId: tool.toolId,
      argumentsSchema: wholeSchema(withoutDialect(inputJson)),
      bodySchema: outputSchema(definition.body),
      example,
    },
  };
}

function takesFilters(kind: AssetToolKind): boolean {
  switch (kind) {
    case "load_data":
    case "get_insights":
    case "get_variants":
    case "get_process_graph":
    case "get_throughput":
    case "check_conformance":
      return true;
    case "search_data":
    case "configured_load_data":
    case "get_knowledge_model":
    case "trigger_action_flow":
      return false;
    default:
      return unreachable(kind);
  }
}

function outputSchema(schema: z.ZodObject): JsonObjectSchema {
  return wholeSchema(withoutDialect(z.toJSONSchema(schema, { io: "output" })));
}

function withoutDialect(schema: Readonly<Record<string, unknown>>): JsonObjectSchema {
  const { $schema: _dialect, ...rest } = schema;
  return { ...rest, type: "object" };
}
