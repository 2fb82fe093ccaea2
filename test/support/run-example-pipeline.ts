import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { Refusal } from "../../src/base/errors.ts";
import { defaultLimits } from "../../src/base/limits.ts";
import { directoryFiles } from "../../src/control/execution/directory-files.ts";
import { noAccounts } from "../../src/engine/accounts.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import type { RunHost } from "../../src/engine/run-host.ts";
import { runPipeline } from "../../src/engine/run-pipeline.ts";
import type { RunResult } from "../../src/engine/run-types.ts";
import { lintPipeline } from "../../src/pipeline/lint.ts";
import { compileSlpy } from "../../src/pygen/slpy/compile-slpy.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { type ExamplePipeline, folderContents, type FolderContents } from "./example-pipelines.ts";
import { serveExample } from "./example-server.ts";
import { readPipeline } from "./slp-sample.ts";

const catalogue = createCatalogue(snaps);
const projectPath = "/myOrg/mySpace/myProject";

export interface CompiledExample {
  readonly slp: string;
  /** SLP by name. */
  readonly children: ReadonlyMap<string, string>;
}

/** Compiles an example and its children; fails the test where the compiler or lint finds an error. */
export function compileExample(example: ExamplePipeline): CompiledExample {
  return {
    slp: compileChecked(example.source, `${example.name}/pipeline.py`),
    children: new Map(
      [...example.children].map(([name, source]) => [
        name,
        compileChecked(source, `${example.name}/${name}.py`),
      ]),
    ),
  };
}

function compileChecked(source: string, file: string): string {
  const compiled = compileSlpy(source, catalogue);
  assert.ok(
    compiled.ok,
    compiled.ok ? "" : `${file}\n${JSON.stringify(compiled.findings, null, 2)}`,
  );
  assert.deepEqual(compiled.warnings, [], `warnings of the compiler in ${file}`);
  const findings = lintPipeline(readPipeline(compiled.slp), catalogue);
  assert.deepEqual(findings, [], `findings of lint in ${file}`);
  return compiled.slp;
}

export interface ExampleOutcome {
  readonly result: RunResult;
  /** Files that are new or were changed. */
  readonly written: FolderContents;
}

/** Runs a compiled example on this thread, in a copy of its input. */
export async function runExample(
  example: ExamplePipeline,
  compiled: CompiledExample,
  mode: "execute" | "preview",
  parameters: Readonly<Record<string, string>> = example.about.parameters ?? {},
): Promise<ExampleOutcome> {
  const root = mkdtempSync(join(tmpdir(), "slipway-example-"));
  const project = join(root, "project");
  const spillDirectory = join(root, "spill");
  try {
    mkdirSync(project);
    mkdirSync(spillDirectory);
    for (const [path, content] of example.input) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), content);
    }
    await using world = await serveExample(example.about.serves ?? [], defaultLimits);
    const result = await runPipeline(
      {
        ruuid: "0123456789abcdef01234567_00000000-0000-4000-8000-000000000000",
        slp: compiled.slp,
        label: example.name,
        path: `${projectPath}/${example.name}`,
        projectPath,
        plexPath: "/myOrg/rt/local/dev",
        user: "ada@example.com",
        parameters,
        mode,
        limits: defaultLimits,
        egress: world.policy,
        startedMs: systemClock.now(),
      },
      catalogue,
      { ...hostOf(project, compiled.children), spillDirectory, lookup: world.lookup },
      new AbortController().signal,
    );
    return { result, written: changed(example.input, folderContents(project)) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function hostOf(
  project: string,
  children: ReadonlyMap<string, string>,
): Omit<RunHost, "spillDirectory"> {
  return {
    filesFor: () => directoryFiles({ root: project, files: new Map() }),
    findAccount: noAccounts,
    loadPipeline: async (name) => {
      const slp = children.get(name);
      if (slp === undefined) {
        const known = [...children.keys()].join(", ") || "none";
        throw new Refusal(
          "not-found",
          `There is no pipeline "${name}"`,
          `The example's own children are: ${known}.`,
          "Name the child in example.json.",
        );
      }
      return { slp, label: name, path: `${projectPath}/${name}`, projectPath };
    },
    clock: systemClock,
    random: () => 0.5,
  };
}

function changed(before: FolderContents, after: FolderContents): FolderContents {
  return new Map(
    [...after].filter(([path, content]) => before.get(path)?.equals(content) !== true),
  );
}
