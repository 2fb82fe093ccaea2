import * as z from "zod";
import { Refusal } from "../../base/errors.ts";
import { parseJson, printJson } from "../../base/json.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint } from "../rest/endpoint.ts";
import { orgById } from "./org-by-id.ts";
import { splitOrgPath } from "./org-path.ts";

const tag = "Pipelines";

const duplicateCheck = z.object({
  duplicate_check: z
    .stringbool({ truthy: ["true", "True", "1"], falsy: ["false", "False", "0"] })
    .optional()
    .describe("`false` overwrites in place and keeps the id; `true`, the default, refuses."),
});

export const pipelineEndpoints = [
  defineEndpoint({
    method: "POST",
    path: "/api/2/{org_snode}/rest/project/import/pipe/slp/{path+}",
    tag,
    summary: "Imports an SLP into the project `{org}/{project_path}`; answers its `snode_id`.",
    query: duplicateCheck,
    body: z.object({
      pipe: z.record(z.string(), z.unknown()).describe("The SLP; its label names the pipeline."),
    }),
    async handle(call) {
      const { control, caller, at, asked, body, response } = call;
      const org = await orgById(call, at["org_snode"] ?? "");
      const { org: named, projectPath } = splitOrgPath(at["path"] ?? "");
      if (named !== org.name) throw otherOrg(org.name, named);
      const imported = await control.pipelines.import(caller, {
        org: org.name,
        projectPath,
        slp: printJson(body.pipe),
        duplicateCheck: asked.duplicate_check ?? true,
      });
      answerMap(response, imported.snodeId);
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/pipeline/versions/{snode_id}",
    tag,
    summary: "The versions of a pipeline, the newest first.",
    async handle({ control, caller, at, response }) {
      const { path, snodeId } = await control.pipelines.bySnode(caller, at["snode_id"] ?? "");
      const versions = await control.pipelines.versions(caller, { path });
      answerMap(
        response,
        versions.map(({ version, author, createdMs }) => ({
          version_number: version,
          creator: author,
          time_created: new Date(createdMs).toISOString(),
          version_tag: null,
          version_note: null,
          asset_id: snodeId,
        })),
      );
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/pipeline/{snode_id}",
    tag,
    summary: "The whole definition of a pipeline: its SLP, with where it is stored.",
    async handle({ control, caller, at, response }) {
      answerMap(
        response,
        definition(await control.pipelines.bySnode(caller, at["snode_id"] ?? "")),
      );
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/pipeline/{snode_id}/{version}",
    tag,
    summary: "One version of a pipeline.",
    async handle({ control, caller, at, response }) {
      const version = readVersion(at["version"] ?? "");
      answerMap(
        response,
        definition(await control.pipelines.bySnode(caller, at["snode_id"] ?? "", version)),
      );
    },
  }),
];

function definition(stored: {
  readonly slp: string;
  readonly snodeId: string;
  readonly path: string;
  readonly version: number;
}): Readonly<Record<string, unknown>> {
  const slp = parseJson(stored.slp);
  const whole = typeof slp === "object" && slp !== null && !Array.isArray(slp) ? slp : {};
  return {
    ...whole,
    snode_id: stored.snodeId,
    path_id: stored.path.split("/").slice(0, -1).join("/"),
    path_snode: stored.path,
    instance_version: stored.version,
  };
}

function readVersion(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal(
    "invalid-argument",
    "The version is no number.",
    `Expected a whole number, as /api/1/rest/pipeline/versions/{snode_id} lists them; found ${JSON.stringify(text.slice(0, 100))}.`,
    "Ask for version 1, for example.",
  );
}

function otherOrg(expected: string, found: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The path names two organizations.",
    `The id in the path is that of ${JSON.stringify(expected)}; the project path begins with ${JSON.stringify(found)}.`,
    `Write /api/2/{org_snode}/rest/project/import/pipe/slp/${expected}/{project_path}.`,
  );
}
