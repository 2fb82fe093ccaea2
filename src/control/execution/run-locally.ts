import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { Refusal } from "../../base/errors.ts";
import { newRuuid, newSnodeId } from "../../base/ids.ts";
import type { Limits } from "../../base/limits.ts";
import { didYouMean } from "../../base/nearest.ts";
import { noAccounts } from "../../engine/accounts.ts";
import { publicAndLoopback } from "../../engine/egress/egress-policy.ts";
import type { Executor, RunHandle } from "../../engine/executor.ts";
import type { LoadedPipeline } from "../../engine/run-host.ts";
import type { RunProgress, RunResult } from "../../engine/run-types.ts";
import { directoryFiles } from "./directory-files.ts";

/** A run of a pipeline file without a server: the directory of the file stands for the project. */
export interface LocalRunOrder {
  /** Path of the SLP, absolute or from the working directory. */
  readonly slpPath: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Local paths by the names that the pipeline uses. */
  readonly files: ReadonlyMap<string, string>;
  readonly mode: "execute" | "preview";
  readonly limits: Limits;
  readonly clock: Clock;
  readonly user: string;
}

export type LocalRunProgress = RunProgress;
export type LocalRunResult = RunResult;
export type LocalExecutor = Executor;

/** Starts the run. Refuses with `not-found` when there is no such file. */
export async function runLocally(
  order: LocalRunOrder,
  executor: Executor,
  onProgress: (progress: RunProgress) => void,
): Promise<RunHandle> {
  const slpPath = resolve(order.slpPath);
  const root = dirname(slpPath);
  const slp = await readFile(slpPath, "utf8").catch(() => undefined);
  if (slp === undefined) throw await noSuchFile(order.slpPath, root);
  const label = basename(slpPath).replace(/\.slp$/i, "");
  const spillDirectory = await mkdtemp(join(tmpdir(), "slipway-run-"));
  const files = new Map([...order.files].map(([name, path]) => [name, resolve(path)]));
  const handle = executor.start(
    {
      ruuid: newRuuid(newSnodeId()),
      slp,
      label,
      path: `/local/project/${label}`,
      projectPath: "/local/project",
      plexPath: "/local/rt/local/dev",
      user: order.user,
      parameters: order.parameters,
      mode: order.mode,
      limits: order.limits,
      egress: publicAndLoopback,
      startedMs: order.clock.now(),
    },
    {
      spillDirectory,
      filesFor: () => directoryFiles({ root, files }),
      loadPipeline: (path) => loadFrom(root, path),
      findAccount: noAccounts,
    },
    onProgress,
  );
  const result = handle.result.finally(() => rm(spillDirectory, { recursive: true, force: true }));
  return { result, stop: handle.stop };
}

/** A child pipeline is a file beside the parent, or in the `shared` folder beside it. */
async function loadFrom(root: string, path: string): Promise<LoadedPipeline> {
  const name = path.replace(/\.slp$/i, "").replace(/^(\.\.\/)+/, "");
  const places = [`${name}.slp`, `shared/${basename(name)}.slp`, `${basename(name)}.slp`];
  for (const place of places) {
    const file = resolve(root, place);
    if (relative(root, file).startsWith("..")) continue;
    const slp = await readFile(file, "utf8").catch(() => undefined);
    const label = basename(name);
    if (slp !== undefined)
      return { slp, label, path: `/local/project/${label}`, projectPath: "/local/project" };
  }
  const siblings = (await readdir(root)).filter((file) => file.endsWith(".slp"));
  throw new Refusal(
    "not-found",
    `There is no pipeline "${path}"`,
    `Looked for ${places.map((place) => `"${place}"`).join(", ")} beside the pipeline that is run.`,
    `Put the child's SLP file there. ${didYouMean(`${basename(name)}.slp`, siblings)}`.trim(),
  );
}

async function noSuchFile(path: string, root: string): Promise<Refusal> {
  const siblings = await readdir(root).catch(() => []);
  return new Refusal(
    "not-found",
    `Cannot read "${path}"`,
    "Expected the path of an SLP file.",
    `Check the path. ${didYouMean(basename(path), siblings)}`.trim(),
  );
}
