import { Refusal } from "../base/errors.ts";
import type { RunSource } from "../control/runs/runs.ts";
import { slpText } from "./slp-text.ts";
import type { ToolCall } from "./tool-call.ts";
import { snaplexPathOf, whereOf } from "./where-of.ts";

interface SourceInput {
  readonly pipeline_path?: string | undefined;
  readonly pipeline_name?: string | undefined;
  readonly slp_content?: string | undefined;
  readonly slp_encoding: "json" | "base64";
  readonly slp_file_path?: string | undefined;
  readonly org?: string | undefined;
  readonly project_path?: string | undefined;
  readonly snaplex_path?: string | undefined;
  readonly duplicate_check?: boolean | undefined;
}

export interface PipelineSource {
  readonly source: RunSource;
  readonly snaplexPath: string | undefined;
}

/** The pipeline that a call means, stored or sent along, and where it is to run. */
export async function pipelineSource(
  call: ToolCall,
  tool: string,
  input: SourceInput,
): Promise<PipelineSource> {
  const slp = await slpText(call, input);
  const { pipeline_path: path, pipeline_name: name } = input;
  if (path !== undefined && (slp !== undefined || name !== undefined)) {
    throw new Refusal(
      "invalid-argument",
      "More than one pipeline was named",
      `\`pipeline_path\` names a stored pipeline in full; \`${slp === undefined ? "pipeline_name" : "slp_content"}\` came with it.`,
      "Send `pipeline_path` alone, or leave it out.",
    );
  }
  if (path !== undefined) {
    const org = orgOfPath(path);
    call.note({ org });
    return {
      source: { kind: "stored", target: { path } },
      snaplexPath: snaplexPathOf(call, input.snaplex_path, org),
    };
  }
  const where = whereOf(call, input);
  const snaplexPath = snaplexPathOf(call, input.snaplex_path, where.org);
  if (slp !== undefined) {
    const { duplicate_check: duplicateCheck } = input;
    return { source: { kind: "inline", slp, name, duplicateCheck, ...where }, snaplexPath };
  }
  if (name !== undefined) {
    return { source: { kind: "stored", target: { name, ...where } }, snaplexPath };
  }
  throw new Refusal(
    "invalid-argument",
    "No pipeline was named",
    `${tool} needs one of \`pipeline_path\`, \`pipeline_name\` and \`slp_content\`.`,
    'Example: {"pipeline_path":"/myOrg/myProject/myPipeline"}',
  );
}

function orgOfPath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const [org] = parts;
  if (org !== undefined && parts.length >= 3) return org;
  throw new Refusal(
    "invalid-argument",
    "`pipeline_path` is not a full path",
    `It is /org/project/name; ${JSON.stringify(path)} was sent.`,
    "Send it as in /myOrg/myProject/myPipeline, or send `pipeline_name` with `org` and `project_path`.",
  );
}
