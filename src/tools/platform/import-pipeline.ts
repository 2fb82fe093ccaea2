import { z } from "zod";
import { assert } from "../../base/errors.ts";
import { answerFinding, findingSchema } from "../answer-finding.ts";
import { answerCharacters } from "../answer-limits.ts";
import { org, projectPath, slpContent, slpEncoding, slpFilePath } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { requireOne } from "../require-one.ts";
import { slpText } from "../slp-text.ts";
import { takeWithin } from "../take-within.ts";
import { whereOf } from "../where-of.ts";

export default defineTool({
  name: "import_pipeline",
  toolset: "platform",
  title: "Import pipeline",
  description:
    "Stores an SLP as a pipeline of a project. Use it before execute_pipeline by name. Returns path, snode_id, version and the findings of a static check, which do not stop the import.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: false,
  },
  input: {
    slp_content: slpContent,
    slp_encoding: slpEncoding,
    org,
    project_path: projectPath,
    duplicate_check: z.boolean().default(true).describe("false overwrites; history is kept"),
    pipeline_name: z.string().optional().describe("Default: label in the SLP"),
  },
  stdioInput: { slp_content: slpContent.optional(), slp_file_path: slpFilePath },
  contentFieldOf: { slp_file_path: "slp_content" },
  example: {
    slp_content: '{"snap_map":{},"link_map":{}}',
    org: "myOrg",
    project_path: "myProject",
  },
  response: z.object({
    pipeline_name: z.string(),
    path: z.string(),
    snode_id: z.string(),
    version: z.int(),
    created: z.boolean(),
    overwritten: z.boolean(),
    findings: z.array(findingSchema),
    findings_omitted: z.int().optional(),
  }),
  async run(call, input) {
    requireOne("import_pipeline", input, ["slp_content", "slp_file_path"]);
    const slp = await slpText(call, input);
    assert(slp !== undefined, "content or file is there");
    const stored = await call.control.pipelines.import(call.caller, {
      ...whereOf(call, input),
      slp,
      name: input.pipeline_name,
      duplicateCheck: input.duplicate_check,
    });
    call.note({ org: stored.org });
    const { items, omitted } = takeWithin(
      stored.findings.map(answerFinding),
      answerCharacters.findings,
    );
    return {
      pipeline_name: stored.name,
      path: stored.path,
      snode_id: stored.snodeId,
      version: stored.version,
      created: stored.action === "created",
      overwritten: stored.action === "overwritten",
      findings: [...items],
      ...(omitted === 0 ? {} : { findings_omitted: omitted }),
    };
  },
});
