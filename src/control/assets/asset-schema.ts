import * as z from "zod";
import { plainToolKinds } from "./asset-definition.ts";

/** Calls a minute when the author says nothing. */
const rateLimitDefault = 500;
const rateLimitMax = 10_000_000;

/** Seconds that an action flow may take when the author says nothing; and at most. */
const flowTimeoutDefault = 60;
const flowTimeoutMax = 900;

/** What clients and models take as a name of a tool. */
const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "Letters, digits, _ and -, 64 at most");
const toolId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Lower-case words with - between them")
  .max(64)
  .describe("Last segment of the tool's REST path; made from the name when absent.")
  .optional();
const description = z
  .string()
  .max(4_000)
  .describe("What agents read about the tool; the tool's own words when absent.")
  .optional();
const argumentName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "A letter or _, then letters, digits and _");
const argumentHelp = z.string().max(2_000).describe("What agents read about the argument.");

const named = { toolId, description };

export const plainToolSchema = z.strictObject({
  kind: z.enum(plainToolKinds).exclude(["check_conformance"]),
  name: toolName.optional(),
  ...named,
});

export const conformanceCheckSchema = z.strictObject({
  kind: z.literal("check_conformance"),
  name: toolName.optional(),
  ...named,
  model: z
    .string()
    .describe(
      "What cases are held against when a call does not say it: the name of a file in `conformance/`, without `.bpmn`.",
    )
    .optional(),
});

export const configuredLoadSchema = z.strictObject({
  kind: z.literal("configured_load_data"),
  name: toolName.startsWith("load_data_").describe("`load_data_<suffix>`."),
  ...named,
  columns: z
    .array(z.string())
    .min(1)
    .max(100)
    .describe("Ids of KPIs and attributes that the tool answers with."),
  arguments: z
    .array(
      z.strictObject({
        name: argumentName,
        description: argumentHelp,
        required: z.boolean().default(false),
        column: z.string().describe("Id of the attribute that has to match."),
        match: z
          .enum([
            "equals",
            "contains",
            "starts_with",
            "at_least",
            "at_most",
            "from_date",
            "to_date",
          ])
          .default("equals"),
        caseSensitive: z.boolean().default(false),
      }),
    )
    .max(50)
    .default([])
    .describe("Arguments of the tool; each is a filter that is really applied."),
  filters: z
    .array(z.string())
    .max(50)
    .default([])
    .describe("Ids of filters of the knowledge model that always hold."),
  orderBy: z.string().describe("One of the columns.").optional(),
  ascending: z.boolean().default(true),
});

export const actionFlowSchema = z.strictObject({
  kind: z.literal("trigger_action_flow"),
  name: toolName.startsWith("trigger_action_flow_").describe("`trigger_action_flow_<Name>`."),
  ...named,
  pipeline: z
    .string()
    .regex(/^\/[^/]+\/.+\/[^/]+$/, "/org/project/name")
    .describe("Path of the pipeline that runs: `/org/project/name`."),
  inputs: z
    .array(
      z.strictObject({
        name: argumentName,
        description: argumentHelp,
        type: z.enum(["string", "number", "boolean"]).default("string"),
        required: z.boolean().default(false),
        parameter: z
          .string()
          .min(1)
          .describe("Parameter of the pipeline that it fills; of the same name when absent.")
          .optional(),
      }),
    )
    .max(50)
    .default([]),
  timeoutSeconds: z.number().positive().max(flowTimeoutMax).default(flowTimeoutDefault),
});

/** Everything but the tools, which are checked one by one. */
export const assetHeadSchema = z.strictObject({
  kind: z.literal("MCP_SERVER").optional(),
  id: z.uuid().describe("Last segment of the endpoint's path; kept once it is there.").optional(),
  key: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "Letters, digits, . _ and -")
    .describe("Name for people and files; that of the file when absent.")
    .optional(),
  name: z.string().min(1).max(200),
  description: z.string().max(4_000).default(""),
  knowledgeModel: z.string().min(1).describe("Key of a knowledge model of the same package."),
  rateLimitPerMinute: z.int().min(1).max(rateLimitMax).default(rateLimitDefault),
  tools: z.array(z.unknown()).min(1).max(100),
});

/** The whole of `assets/*.yaml`, to be published as a JSON Schema. A tool without settings may be its kind alone. */
export const assetSchema = assetHeadSchema.extend({
  tools: z
    .array(
      z.union([
        z.enum(plainToolKinds),
        z.discriminatedUnion("kind", [
          plainToolSchema,
          conformanceCheckSchema,
          configuredLoadSchema,
          actionFlowSchema,
        ]),
      ]),
    )
    .min(1)
    .max(100),
});
