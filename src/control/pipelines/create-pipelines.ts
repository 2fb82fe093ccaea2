import { findOrg } from "../access.ts";
import type { Core } from "../core.ts";
import { checkProjectPath, projectsOf } from "../orgs/find-project.ts";
import { findPipeline, pipelineBySnode, toInfo } from "./find-pipeline.ts";
import { importPipeline, type PipelineCheck } from "./import-pipeline.ts";
import type { Pipelines } from "./pipelines.ts";

export function createPipelines(core: Core, check: PipelineCheck): Pipelines {
  const { store } = core;
  return {
    import: (caller, order) => importPipeline(core, check, caller, order),
    get: (caller, target) => findPipeline(store, caller, target),
    bySnode: (caller, snodeId, version) => pipelineBySnode(store, caller, snodeId, version),
    content: (caller, target, version) => findPipeline(store, caller, target, version),
    async list(caller, where) {
      const org = await findOrg(store, caller, where.org);
      const path =
        where.projectPath === undefined ? undefined : checkProjectPath(org, where.projectPath);
      const all = await projectsOf(store, org);
      const projects = new Map(
        all
          .filter((project) => path === undefined || project.projectPath === path)
          .map((project) => [project.id, project]),
      );
      const rows = await store
        .selectFrom("pipelines")
        .selectAll()
        .where("org_id", "=", org.id)
        .execute();
      return rows
        .flatMap((row) => {
          const project = projects.get(row.project_id);
          return project === undefined ? [] : [toInfo(project, row)];
        })
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    async versions(caller, target) {
      const { snodeId } = await findPipeline(store, caller, target);
      const rows = await store
        .selectFrom("pipeline_versions")
        .select(["version", "author", "created_ms", "size"])
        .where("pipeline_id", "=", snodeId)
        .orderBy("version", "desc")
        .execute();
      return rows.map(({ created_ms: createdMs, ...row }) => ({ ...row, createdMs }));
    },
  };
}
