import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import type { Refusal } from "../../src/base/errors.ts";
import { defaultLimits } from "../../src/base/limits.ts";
import type { Emission } from "../../src/engine/batch.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { defineSnap, one, optional } from "../../src/engine/define-snap.ts";
import { publicOnly } from "../../src/engine/egress/egress-policy.ts";
import { documentsOf } from "../../src/engine/operators/items.ts";
import { runPipeline } from "../../src/engine/run-pipeline.ts";
import type { RunProgress, RunResult } from "../../src/engine/run-types.ts";
import type { OperatorIo } from "../../src/engine/snap-context.ts";
import { SnapFailure } from "../../src/engine/snap-failure.ts";
import type { Document } from "../../src/expr/value.ts";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import type { SnapSpec } from "../../src/pipeline/slp-spec.ts";
import basic from "../../src/snaps/accounts/basic-auth.ts";
import { projectHost } from "./run-job.ts";

export interface ProbeRun {
  readonly result: RunResult;
  readonly progress: readonly RunProgress[];
  readonly documents: readonly Document[];
  readonly errorDocuments: readonly Document[];
  /** What the run asked its host for. */
  readonly asked: readonly {
    readonly path: string;
    readonly types: readonly string[];
    readonly from: string;
  }[];
}

/** Runs a Snap that takes an account of the type Basic Auth over two documents. */
export async function runProbe(options: {
  readonly account?: SnapSpec["account"] | undefined;
  /** Refuses accounts. */
  readonly find?: () => Refusal;
  /** Puts the password where it should not be. */
  readonly leak?: boolean;
  readonly error?: "fail" | "continue";
}): Promise<ProbeRun> {
  const asked: ProbeRun["asked"][number][] = [];
  const documents: Document[] = [];
  const errorDocuments: Document[] = [];
  const progress: RunProgress[] = [];
  const root = await mkdtemp(join(tmpdir(), "slipway-probe-"));
  try {
    const result = await runPipeline(
      {
        ruuid: "0123456789abcdef01234567_run",
        slp: slpOf(options),
        label: "job",
        path: "/myOrg/mySpace/myProject/job",
        projectPath: "/myOrg/mySpace/myProject",
        plexPath: "/myOrg/rt/local/dev",
        user: "ada",
        parameters: {},
        mode: "execute",
        limits: defaultLimits,
        egress: publicOnly,
        startedMs: systemClock.now(),
      },
      createCatalogue([source, probeSnap(options.leak ?? false, documents), sink(errorDocuments)]),
      {
        ...projectHost(root),
        spillDirectory: root,
        clock: systemClock,
        random: Math.random,
        findAccount: async ({ path, types }, from) => {
          asked.push({ path, types, from });
          if (options.find !== undefined) throw options.find();
          return {
            path: `/myOrg/${path}`,
            type: "basic",
            values: { username: "ada", password: "kanarie-77" },
            secrets: ["password"],
          };
        },
      },
      new AbortController().signal,
      (report) => progress.push(report),
    );
    return { result, progress, documents, errorDocuments, asked };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function slpOf({
  account,
  error = "fail",
}: {
  readonly account?: SnapSpec["account"] | undefined;
  readonly error?: "fail" | "continue";
}): string {
  const probe: SnapSpec = { id: "probe", label: "Probe", classId: "probe-account", error };
  return buildSlp({
    label: "job",
    parameters: { which: "db" },
    snaps: [
      { id: "source", classId: "probe-source" },
      account === undefined ? probe : { ...probe, account },
      ...(error === "continue" ? [{ id: "sink", classId: "probe-sink", outputs: [] }] : []),
    ],
    links: [["source", "probe"], ...(error === "continue" ? [["probe.error0", "sink"]] : [])],
  });
}

const about = { version: 1, category: "flow", summary: "For tests.", examples: [] } as const;

const source = defineSnap({
  ...about,
  classId: "probe-source",
  name: "ProbeSource",
  label: "Source",
  views: { input: optional("document"), output: one("document") },
  settings: {},
  run: () => two,
});

async function* two(): AsyncIterable<Emission> {
  yield { view: 0, items: [{ n: 1 }, { n: 2 }] };
}

function probeSnap(leak: boolean, seen: Document[]) {
  return defineSnap({
    ...about,
    classId: "probe-account",
    name: "ProbeAccount",
    label: "Probe",
    views: { input: one("document"), output: one("document") },
    settings: {},
    accounts: [basic.name],
    run: (context) =>
      async function* probe({ inputs: [input] }) {
        if (input === undefined) return;
        for await (const items of documentsOf(input)) {
          for (const item of items) {
            const values = basic.of(await context.account(item));
            const password = values?.password ?? "";
            if (leak) {
              const encoded = Buffer.from(`ada:${password}`).toString("base64");
              context.warn(`logged in with ${password}`);
              const told = { sent: [`Basic ${encoded}`], [password]: 1 };
              context.reject(
                item,
                new SnapFailure(`no ${password}`, `url ftp://ada:${password}@host`, "", told),
                told,
              );
              yield { view: 0, items: [{ password }] };
              continue;
            }
            seen.push({ user: values?.username ?? null, n: item["n"] ?? null });
            yield { view: 0, items: [item] };
          }
        }
      },
  });
}

function sink(seen: Document[]) {
  return defineSnap({
    ...about,
    classId: "probe-sink",
    name: "ProbeSink",
    label: "Sink",
    views: { input: one("document"), output: optional("document") },
    settings: {},
    run: () => (io) => takeAll(io, seen),
  });
}

// oxlint-disable-next-line require-yield -- it takes all and gives nothing
async function* takeAll(
  { inputs: [input] }: Pick<OperatorIo, "inputs">,
  seen: Document[],
): AsyncIterable<Emission> {
  if (input === undefined) return;
  for await (const items of documentsOf(input)) seen.push(...items);
}
