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
    const org = orgOfPath(path) ?? (await refusePath(call, path, input));
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

function orgOfPath(path: string): string | undefined {
  const parts = namesIn(path);
  return parts.length >= 3 ? parts[0] : undefined;
}

function namesIn(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

/** Refuses a path that is not full, with the one that is probably meant. */
async function refusePath(call: ToolCall, path: string, input: SourceInput): Promise<never> {
  const where = whereOf(call, input);
  const [only, second] = await call.control.orgs.list(call.caller);
  const org = where.org ?? (second === undefined ? only?.name : undefined);
  const names = namesIn(path);
  const inProject = names.length === 1 ? [where.projectPath, ...names] : names;
  throw new Refusal(
    "invalid-argument",
    "`pipeline_path` is not a full path",
    `It is /org/project/name; ${JSON.stringify(path)} was sent.`,
    org === undefined || inProject.length !== 2 || inProject[0] === undefined
      ? "Send it as in /myOrg/myProject/myPipeline, or send `pipeline_name` with `org` and `project_path`."
      : `Pass "pipeline_path": ${JSON.stringify(`/${org}/${inProject.join("/")}`)}, or send \`pipeline_name\` with \`org\` and \`project_path\`.`,
  );
}
