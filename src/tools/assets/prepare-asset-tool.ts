import { z } from "zod";
import { isObject, setOwn } from "../../base/json.ts";
import type { AssetToolKind } from "../../control/assets/asset-definition.ts";
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
  const { tool } = setting;
  const input = definition.input(setting);
  const example = definition.example(setting);
  const own = definition.describe(setting);
  return {
    definition,
    setting,
    input,
    example,
    described: {
      listed: {
        name: tool.name,
        title: definition.title,
        description: tool.description === undefined ? own : `${tool.description.trim()} ${own}`,
        inputSchema: jsonSchema(input, "input"),
        outputSchema: jsonSchema(definition.content, "output"),
        annotations: definition.annotations,
      },
      toolId: tool.toolId,
      bodySchema: jsonSchema(definition.body, "output"),
      example,
    },
  };
}

/** JSON Schema without what only repeats the obvious. */
function jsonSchema(schema: z.ZodObject, io: "input" | "output"): JsonObjectSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  const brief = withoutNoise(rest);
  return { ...(isObject(brief) ? brief : {}), type: "object" };
}

/** Leaves out the bounds of a safe integer and the kind of a record's keys. */
function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (!isObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const noise =
      (key === "minimum" && item === Number.MIN_SAFE_INTEGER) ||
      (key === "maximum" && item === Number.MAX_SAFE_INTEGER) ||
      (key === "propertyNames" && isObject(item) && item["type"] === "string");
    if (!noise) setOwn(kept, key, withoutNoise(item));
  }
  return kept;
}
