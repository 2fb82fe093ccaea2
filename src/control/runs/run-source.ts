import { readSlp } from "../../pipeline/read-slp.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import { findProject } from "../orgs/find-project.ts";
import type { Project } from "../orgs/orgs.ts";
import { locatePipeline, findPipeline } from "../pipelines/find-pipeline.ts";
import { importPipeline, type PipelineCheck, pipelineName } from "../pipelines/import-pipeline.ts";
import type { ImportedPipeline } from "../pipelines/pipelines.ts";
import { unreadable } from "../pipelines/unreadable.ts";
import type { InlineSource, RunSource } from "./runs.ts";

/** A pipeline that is ready to be run: its text as it is now, and where it stands. */
export interface RunnablePipeline {
  readonly project: Project;
  readonly label: string;
  readonly path: string;
  readonly slp: string;
  /** Absent for a temporary pipeline. */
  readonly version?: number;
  readonly stored?: ImportedPipeline;
}

/** Finds what a caller wants to run, and stores it first when the source says so. */
export async function readSource(
  core: Core,
  check: PipelineCheck,
  caller: Caller,
  source: RunSource,
): Promise<RunnablePipeline> {
  if (source.kind === "stored") {
    const { project } = await locatePipeline(core.store, caller, source.target);
    const { name, path, slp, version } = await findPipeline(core.store, caller, source.target);
    return { project, label: name, path, slp, version };
  }
  if (source.duplicateCheck !== false) return await temporary(core, caller, source);
  const project = await findProject(core.store, caller, source);
  const { slp } = source;
  const stored = await importPipeline(core, check, caller, { ...source, duplicateCheck: false });
  return { project, label: stored.name, path: stored.path, slp, version: stored.version, stored };
}

/** The text of an SLP as a pipeline of the project, without storing it. */
export async function temporary(
  core: Core,
  caller: Caller,
  source: InlineSource,
): Promise<RunnablePipeline> {
  const project = await findProject(core.store, caller, source);
  const read = readSlp(source.slp, core.limits);
  if (!read.ok) throw unreadable(read.findings);
  const given = source.name ?? (read.pipeline.label === "" ? "Untitled" : undefined);
  const label = pipelineName(given, read.pipeline);
  return { project, label, path: `${project.path}/${label}`, slp: source.slp };
}
