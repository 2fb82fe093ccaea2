import { z } from "zod";
import { isObject } from "../base/json.ts";
import type { Tool, ToolAnnotations } from "./define-tool.ts";
import { envelopeSchema } from "./envelope.ts";
import type { ToolTransport } from "./tool-call.ts";

/** A tool as `tools/list` shows it. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: "object"; readonly [key: string]: unknown };
  readonly outputSchema: typeof envelopeSchema;
  readonly annotations: ToolAnnotations;
}

/**
 * What `tools/list` says of a tool: flat schemas and nothing a model does not need. Unknown arguments are refused by the
 * server, in better words than a schema has; `additionalProperties` would shut out `runtime_path_id`.
 */
export function listedTool(tool: Tool, transport: ToolTransport): ListedTool {
  const shape = transport === "stdio" ? { ...tool.input, ...tool.stdioInput } : tool.input;
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: inputSchema(shape),
    outputSchema: envelopeSchema,
    annotations: tool.annotations,
  };
}

function inputSchema(shape: z.ZodRawShape): ListedTool["inputSchema"] {
  const { properties, required } = z.toJSONSchema(z.object(shape), { io: "input" });
  const brief: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties ?? {})) {
    brief[name] = withoutSafeBounds(property);
  }
  return {
    type: "object",
    properties: brief,
    ...(required === undefined || required.length === 0 ? {} : { required }),
  };
}

/** Leaves out what only repeats the obvious: the bounds of a safe integer, the kinds of a record's keys and values. */
function withoutSafeBounds(property: unknown): unknown {
  if (!isObject(property)) return property;
  const {
    propertyNames: _names,
    additionalProperties: _values,
    minimum,
    maximum,
    ...rest
  } = property;
  return {
    ...rest,
    ...(minimum === Number.MIN_SAFE_INTEGER || minimum === undefined ? {} : { minimum }),
    ...(maximum === Number.MAX_SAFE_INTEGER || maximum === undefined ? {} : { maximum }),
  };
}
