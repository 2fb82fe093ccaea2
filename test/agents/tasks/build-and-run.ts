import { decodeUtf8 } from "../../../src/base/utf8.ts";
import type { FolderContents } from "../../support/example-pipelines.ts";
import type { Agent, Arguments, Response } from "../task.ts";

/** A pipeline that is to be written, stored and run. */
export interface Job {
  readonly goal: string;
  readonly name: string;
  /** SLPy. */
  readonly source: string;
  /** SLPy of the pipelines that it executes, by name. */
  readonly children?: ReadonlyMap<string, string>;
  readonly files: FolderContents;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Where a person said that the work is. */
export function whereOf({ world }: Agent): Arguments {
  return { org: world.org, project_path: world.project };
}

/** The published procedure: look for an example, write, compile, upload, import, validate, execute. */
export async function buildAndRun(agent: Agent, job: Job): Promise<Response> {
  const where = whereOf(agent);
  await agent.call("pygen_query_pipeline_examples", { query: job.goal, limit: 1 });
  const children = [...(job.children ?? [])].map(([name, source]) => [name, agent.compile(source)]);
  const slp = agent.compile(job.source);
  for (const [name, content] of job.files) await upload(agent, name, content);
  for (const [name, child] of children) {
    await agent.call("import_pipeline", { ...where, slp_content: child, pipeline_name: name });
  }
  await agent.call("import_pipeline", { ...where, slp_content: slp });
  const run = {
    ...where,
    pipeline_name: job.name,
    ...(job.parameters === undefined ? {} : { parameters: job.parameters }),
  };
  await agent.call("validate_pipeline", run);
  const executed = await agent.call("execute_pipeline", run);
  await agent.call("list_sldb_files", { ...where, limit: 50 });
  return executed;
}

/** Text goes as text, anything else as base64. */
export async function upload(agent: Agent, name: string, content: Buffer): Promise<void> {
  const text = decodeUtf8(content);
  await agent.call("upload_sldb", {
    ...whereOf(agent),
    sldb_file_name: name,
    ...(text === undefined
      ? { file_content: content.toString("base64"), encoding: "base64" }
      : { file_content: text }),
  });
}

/** All bytes of a file, piece by piece. */
export async function download(agent: Agent, name: string, more: Arguments = {}): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let offset: unknown = 0; offset !== undefined;) {
    const part = await agent.call("download_sldb_file", {
      ...whereOf(agent),
      sldb_file_name: name,
      ...more,
      ...(offset === 0 ? {} : { offset }),
    });
    const encoding = part["encoding"] === "base64" ? "base64" : "utf8";
    parts.push(Buffer.from(String(part["file_content"]), encoding));
    offset = part["next_offset"];
  }
  return Buffer.concat(parts);
}
