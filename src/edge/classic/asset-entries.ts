import { createHash } from "node:crypto";
import type { Org, Project } from "../../control/orgs/orgs.ts";
import type { EndpointCall } from "../rest/endpoint.ts";

/** An asset as the platform lists it. */
export type AssetEntry = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly asset_type: "Dir" | "Project" | "Pipeline" | "File" | "Plex" | "Job";
};

interface Described {
  readonly name: string;
  readonly snodeId: string;
  readonly type: AssetEntry["asset_type"];
  readonly path: string;
  readonly parentId: string;
  readonly owner?: string;
  readonly createdMs?: number;
  readonly updatedMs?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What lies directly in an org or a project space. */
export function folderEntries(
  org: Org,
  projects: readonly Project[],
  within: string,
): readonly AssetEntry[] {
  const depth = within === "" ? 0 : 1;
  const names = new Set(
    projects
      .filter(({ projectPath }) => depth === 0 || projectPath.startsWith(`${within}/`))
      .map(({ projectPath }) => projectPath.split("/")[depth] ?? ""),
  );
  const parentId = depth === 0 ? org.id : spaceId(org, within);
  return [...names].map((name) => {
    const projectPath = depth === 0 ? name : `${within}/${name}`;
    const project = projects.find((candidate) => candidate.projectPath === projectPath);
    return entry(org, {
      name,
      snodeId: project?.id ?? spaceId(org, projectPath),
      type: project === undefined ? "Dir" : "Project",
      path: `/${org.name}/${projectPath}`,
      parentId,
    });
  });
}

/** The assets of a project: pipelines, files, tasks, and in `shared` the Snaplexes. */
export async function projectEntries(
  { control, caller }: EndpointCall,
  org: Org,
  project: Project,
): Promise<readonly AssetEntry[]> {
  const where = { org: org.name, projectPath: project.projectPath };
  const common = { parentId: project.id };
  const entries: AssetEntry[] = [];
  for (const { name, snodeId, path, createdMs, updatedMs } of await control.pipelines.list(
    caller,
    where,
  )) {
    entries.push(
      entry(org, { ...common, name, snodeId, type: "Pipeline", path, createdMs, updatedMs }),
    );
  }
  let cursor: string | undefined;
  do {
    const page = await control.files.list(caller, { ...where, limit: 1_000, cursor });
    for (const { id, name, path, owner, createdMs, updatedMs, size, contentType } of page.files) {
      const metadata = { size, content_type: contentType };
      entries.push(
        entry(org, {
          ...common,
          name,
          snodeId: id,
          type: "File",
          path,
          owner,
          createdMs,
          updatedMs,
          metadata,
        }),
      );
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  for (const { id, name, path, owner, createdMs, updatedMs, kind } of await control.tasks.list(
    caller,
    where,
  )) {
    const metadata = { type: kind === "always_on" ? "ultra" : kind };
    const task = { name, snodeId: id, path, owner, createdMs, updatedMs, metadata };
    entries.push(entry(org, { ...common, ...task, type: "Job" }));
  }
  if (project.projectPath === "shared") {
    for (const { id, name, path, runtimePathId } of await control.snaplexes.list(
      caller,
      org.name,
    )) {
      const metadata = { runtime_path_id: runtimePathId };
      entries.push(entry(org, { ...common, name, snodeId: id, type: "Plex", path, metadata }));
    }
  }
  return entries;
}

/** Project spaces are names in the paths of projects and have no row, so that their id is made of both. */
function spaceId(org: Org, path: string): string {
  return createHash("sha256").update(`${org.id}/${path}`).digest("hex").slice(0, 24);
}

function entry(org: Org, described: Described): AssetEntry {
  const { name, snodeId, type, path, parentId, owner, createdMs, updatedMs, metadata } = described;
  return {
    name,
    snode_id: snodeId,
    asset_id: snodeId,
    asset_type: type,
    path,
    owner: owner ?? null,
    updated_by: owner ?? null,
    time_created: createdMs === undefined ? null : isoTime(createdMs),
    time_updated: updatedMs === undefined ? null : isoTime(updatedMs),
    parent_snode_id: parentId,
    org_snode_id: org.id,
    acl: [],
    perms: ["R", "W", "X"],
    metadata: metadata ?? {},
    target_runtime: type === "Pipeline" ? "JCC" : null,
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
