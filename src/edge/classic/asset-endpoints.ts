import * as z from "zod";
import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint } from "../rest/endpoint.ts";
import { folderEntries, projectEntries } from "./asset-entries.ts";
import { splitOrgPath } from "./org-path.ts";

const query = z.object({
  asset_type: z
    .enum(["Dir", "Project", "Pipeline", "File", "Plex", "Job"])
    .optional()
    .describe("Only assets of this type."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe("As many as one may ask for when absent."),
  offset: z.coerce.number().int().min(0).optional(),
});

export const assetEndpoints = [
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/asset/list/{path+}",
    tag: "Assets",
    summary:
      "What lies in an organization, a project space or a project: `{org}[/{space}[/{project}]]`.",
    query,
    async handle(call) {
      const { control, caller, at, asked, response, parts } = call;
      const { org: name, projectPath } = splitOrgPath(at["path"] ?? "");
      const org = await control.orgs.resolve(caller, name);
      const projects = await control.orgs.projects(caller, name);
      const below = projects.some((project) => project.projectPath.startsWith(`${projectPath}/`));
      const isProject = projects.find((project) => project.projectPath === projectPath);
      const found =
        projectPath === "" || (below && isProject === undefined)
          ? folderEntries(org, projects, projectPath)
          : await projectEntries(
              call,
              org,
              await control.orgs.resolveProject(caller, { org: name, projectPath }),
            );
      const inside = below && isProject !== undefined && projectPath !== "";
      const all = inside ? [...folderEntries(org, projects, projectPath), ...found] : found;
      const wanted = all.filter(
        ({ asset_type: type }) => asked.asset_type === undefined || type === asked.asset_type,
      );
      const from = asked.offset ?? 0;
      const entries = wanted.slice(from, from + checkLimit(asked.limit, parts.limits));
      answerMap(response, { entries, total: wanted.length, offset: from });
    },
  }),
];

function checkLimit(limit: number | undefined, { restListMax }: Limits): number {
  if (limit === undefined || limit <= restListMax) return limit ?? restListMax;
  throw new Refusal(
    "invalid-argument",
    "The `limit` is out of range.",
    `Expected 1 to ${restListMax} (restListMax); found ${limit}.`,
    `Pass limit=${restListMax}, and \`offset\` for the rest.`,
  );
}
