import { z } from "zod";

/** The arguments that several tools share, in the same words. */
export const org = z.string().optional().describe("Organization; default: preference");
export const projectPath = z
  .string()
  .optional()
  .describe("Project in the org; default: preference");
export const snaplexPath = z
  .string()
  .optional()
  .describe("runtime_path_id; default: preference, else the only one");
export const slpEncoding = z.enum(["json", "base64"]).default("json").describe("Of slp_content");
export const slpContent = z.string().describe("The SLP itself, not a path");
export const slpFilePath = z.string().optional().describe("SLP file on this machine");
export const fileName = z.string().describe("File name");
export const parameters = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .optional()
  .describe("Values by name");

/** Parameters of a pipeline are texts. */
export function parameterTexts(
  given: Readonly<Record<string, string | number | boolean | null>> | undefined,
): Readonly<Record<string, string | null>> | undefined {
  if (given === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
}

/** Names a pipeline to run or check, stored or sent along, and where and with what it runs. */
export const whichPipeline = {
  pipeline_path: z.string().optional().describe("/org/project/name"),
  pipeline_name: z.string().optional().describe("Name in project_path"),
  slp_content: z.string().optional().describe("SLP itself, not a path"),
  slp_encoding: slpEncoding,
  org,
  project_path: projectPath,
  snaplex_path: snaplexPath,
  parameters,
};
