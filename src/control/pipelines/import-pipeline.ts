import { Refusal } from "../../base/errors.ts";
import type { Finding } from "../../base/finding.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { Pipeline } from "../../pipeline/model.ts";
import { readSlp } from "../../pipeline/read-slp.ts";
import type { Store } from "../../store/schema.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import type { Core } from "../core.ts";
import { findProject } from "../orgs/find-project.ts";
import type { Project } from "../orgs/orgs.ts";
import { toInfo } from "./find-pipeline.ts";
import type { ImportedPipeline, PipelineImport, PipelineInfo } from "./pipelines.ts";
import { unreadable } from "./unreadable.ts";

/** What is wrong with a pipeline: what lint finds, and what it names that the caller may not use. */
export type PipelineCheck = (
  pipeline: Pipeline,
  at: { readonly caller: Caller; readonly project: Project },
) => Promise<readonly Finding[]>;

/** Stores a new pipeline, or a new version of one that is there. */
export async function importPipeline(
  core: Core,
  check: PipelineCheck,
  caller: Caller,
  order: PipelineImport,
): Promise<ImportedPipeline> {
  const project = await findProject(core.store, caller, order);
  const read = readSlp(order.slp, core.limits);
  if (!read.ok) throw unreadable(read.findings);
  const name = pipelineName(order.name, read.pipeline);
  const findings = [...read.findings, ...(await check(read.pipeline, { caller, project }))];
  const stored = await core.store.transaction().execute(async (store) => {
    const existing = await store
      .selectFrom("pipelines")
      .selectAll()
      .where("project_id", "=", project.id)
      .where("name", "=", name)
      .executeTakeFirst();
    if (existing !== undefined && order.duplicateCheck) throw alreadyExists(project, name);
    const nowMs = core.clock.now();
    const row = {
      id: existing?.id ?? newSnodeId(),
      org_id: project.orgId,
      project_id: project.id,
      name,
      version: (existing?.version ?? 0) + 1,
      created_ms: existing?.created_ms ?? nowMs,
      updated_ms: nowMs,
    };
    await writeVersion(store, row, order.slp, caller.name);
    return { action: existing === undefined ? "created" : "overwritten", row } as const;
  });
  const info: PipelineInfo = toInfo(project, stored.row);
  const listChanged = stored.action === "created";
  core.changes.tell({ kind: "pipeline", name: info.path, listChanged });
  return { ...info, action: stored.action, findings };
}

async function writeVersion(
  store: Store,
  row: {
    readonly id: string;
    readonly org_id: string;
    readonly project_id: string;
    readonly name: string;
    readonly version: number;
    readonly created_ms: number;
    readonly updated_ms: number;
  },
  slp: string,
  author: string,
): Promise<void> {
  const { version, updated_ms } = row;
  await store
    .insertInto("pipelines")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ version, updated_ms }))
    .execute();
  await store
    .insertInto("pipeline_versions")
    .values({
      org_id: row.org_id,
      pipeline_id: row.id,
      version,
      slp,
      size: Buffer.byteLength(slp),
      author,
      created_ms: updated_ms,
    })
    .execute();
}

/** The name given, or else the label in the file. */
export function pipelineName(given: string | undefined, pipeline: Pipeline): string {
  const name = given ?? pipeline.label;
  if (name !== "") return checkName("pipeline", "pipeline_name", name);
  throw new Refusal(
    "invalid-argument",
    "The pipeline has no name.",
    "Expected a label in the SLP (`property_map.info.label.value`) or `pipeline_name`; found neither.",
    'Pass "pipeline_name", such as "Orders to JSON".',
  );
}

function alreadyExists(project: Project, name: string): Refusal {
  return new Refusal(
    "already-exists",
    `The pipeline ${JSON.stringify(name)} already exists in ${project.path}.`,
    "With `duplicate_check` true, as it is by default, an import never overwrites.",
    `Pass "duplicate_check": false to overwrite it (its snode_id stays, the version before is kept), or "pipeline_name": ${JSON.stringify(`${name} 2`)} to import it under another name.`,
  );
}
