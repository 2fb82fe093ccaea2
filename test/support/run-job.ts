import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { Refusal } from "../../src/base/errors.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import { directoryFiles } from "../../src/control/execution/directory-files.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import type { SnapDefinition } from "../../src/engine/define-snap.ts";
import { noAccounts } from "../../src/engine/accounts.ts";
import { publicAndLoopback } from "../../src/engine/egress/egress-policy.ts";
import type { RunHost } from "../../src/engine/run-host.ts";
import { runPipeline } from "../../src/engine/run-pipeline.ts";
import type { RunOrder, RunResult, SnapReport } from "../../src/engine/run-types.ts";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import type { SlpSpec } from "../../src/pipeline/slp-spec.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";

export interface JobOptions {
  readonly parameters?: Readonly<Record<string, string | null>>;
  readonly mode?: "execute" | "preview";
  readonly limits?: Partial<Limits>;
  /** Contents of files that exist before, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Children of Pipeline Execute, by name. */
  readonly pipelines?: Readonly<Record<string, SlpSpec>>;
  /** Snaps besides those of the build. */
  readonly snaps?: readonly SnapDefinition[];
  readonly signal?: AbortSignal;
}

export interface JobOutcome extends RunResult {
  /** The report of the Snap with an id. */
  readonly snap: (id: string) => SnapReport;
  /** Text of each file after the run, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Names in the spill directory after the run. */
  readonly spilled: readonly string[];
}

/** Runs a whole pipeline on this thread, in a directory of its own. */
export async function runJob(job: SlpSpec | string, options: JobOptions = {}): Promise<JobOutcome> {
  const root = await mkdtemp(join(tmpdir(), "slipway-job-"));
  const project = join(root, "project");
  const spillDirectory = join(root, "spill");
  try {
    await mkdir(project);
    await mkdir(spillDirectory);
    for (const [name, content] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(project, name)), { recursive: true });
      await writeFile(join(project, name), content);
    }
    const result = await runPipeline(
      orderOf(job, options),
      createCatalogue([...snaps, ...(options.snaps ?? [])]),
      {
        ...projectHost(project, options.pipelines),
        spillDirectory,
        clock: systemClock,
        random: () => 0.5,
      },
      options.signal ?? new AbortController().signal,
    );
    const files: Record<string, string> = {};
    for (const name of await readdir(project)) {
      files[name] = await readFile(join(project, name), "utf8").catch(() => "");
    }
    const snap = (id: string): SnapReport => {
      const report = result.snaps.find((one) => one.id === id);
      if (report === undefined) throw new Error(`no report of ${id}`);
      return report;
    };
    return { ...result, snap, files, spilled: await readdir(spillDirectory) };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

export function orderOf(job: SlpSpec | string, options: JobOptions = {}): RunOrder {
  return {
    ruuid: "0123456789abcdef01234567_00000000-0000-4000-8000-000000000000",
    slp: typeof job === "string" ? job : buildSlp(job),
    label: "job",
    path: "/myOrg/mySpace/myProject/job",
    projectPath: "/myOrg/mySpace/myProject",
    plexPath: "/myOrg/rt/local/dev",
    user: "ada@example.com",
    parameters: options.parameters ?? {},
    mode: options.mode ?? "execute",
    limits: { ...defaultLimits, ...options.limits },
    egress: publicAndLoopback,
    startedMs: systemClock.now(),
  };
}

/** A directory as the project, and the pipelines that its own may call. */
export function projectHost(
  directory: string,
  pipelines: Readonly<Record<string, SlpSpec>> = {},
): Pick<RunHost, "filesFor" | "findAccount" | "loadPipeline"> {
  return {
    filesFor: () => directoryFiles({ root: directory, files: new Map() }),
    findAccount: noAccounts,
    loadPipeline: async (name) => {
      const spec = pipelines[name];
      if (spec === undefined)
        throw new Refusal("not-found", `There is no pipeline "${name}"`, "", "");
      const projectPath = "/myOrg/mySpace/myProject";
      return { slp: buildSlp(spec), label: name, path: `${projectPath}/${name}`, projectPath };
    },
  };
}

/** Short names of the Snaps that jobs of tests are made of. */
export const snapClass = {
  copy: "com-snaplogic-snaps-flow-copy",
  filter: "com-snaplogic-snaps-flow-filter",
  head: "com-snaplogic-snaps-flow-head",
  router: "com-snaplogic-snaps-flow-router",
  union: "com-snaplogic-snaps-flow-union",
  execute: "com-snaplogic-snaps-flow-pipeexec",
  join: "com-snaplogic-snaps-transform-multijoin",
  json: "com-snaplogic-snaps-transform-jsongenerator",
  mapper: "com-snaplogic-snaps-transform-datatransform",
  sequence: "com-snaplogic-snaps-transform-sequence",
  sort: "com-snaplogic-snaps-transform-sort",
  jsonFormatter: "com-snaplogic-snaps-transform-jsonformatter",
  jsonParser: "com-snaplogic-snaps-transform-jsonparser",
  csvParser: "com-snaplogic-snaps-transform-csvparser",
  fileReader: "com-snaplogic-snaps-binary-simpleread",
  fileWriter: "com-snaplogic-snaps-binary-write",
} as const;

/** Settings of a Mapper: an expression for each target path. */
export function mapping(targets: Readonly<Record<string, string>>, passThrough = false) {
  return {
    passThrough,
    transformations: {
      mappingRoot: "$",
      mappingTable: Object.entries(targets).map(([targetPath, expression]) => ({
        expression: { expression },
        targetPath,
      })),
    },
  };
}
