import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  mapping,
  orderOf,
  projectHost,
  runJob,
  snapClass,
  type JobOptions,
} from "../../../test/support/run-job.ts";
import { systemClock } from "../../base/clock.ts";
import { Refusal } from "../../base/errors.ts";
import type { FileAccess } from "../../engine/file-access.ts";
import type { RunResult } from "../../engine/run-types.ts";
import type { SlpSpec, SnapSpec } from "../../pipeline/slp-spec.ts";
import { WorkerExecutor } from "./worker-executor.ts";

const numbers = (count: number): SnapSpec => ({
  id: "source",
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: count },
});
const reader = (filePath: string): SnapSpec => ({
  id: "read",
  classId: snapClass.fileReader,
  inputs: [],
  outputs: ["output0:binary"],
  settings: { filePath },
});
const writer = (filename: string): SnapSpec => ({
  id: "write",
  classId: snapClass.fileWriter,
  inputs: ["input0:binary"],
  outputs: [],
  settings: { filename },
});
const endless: SlpSpec = {
  snaps: [
    numbers(Number.MAX_SAFE_INTEGER),
    { id: "map", classId: snapClass.mapper, settings: mapping({ $x: "$value + 1" }) },
  ],
  links: [["source", "map"]],
};

describe("a run in a worker thread", () => {
  it("ends as it does on the same thread, with dates, bytes and big integers", async () => {
    const job: SlpSpec = {
      snaps: [
        numbers(3),
        {
          id: "map",
          classId: snapClass.mapper,
          error: "continue",
          settings: mapping({
            $date: "Date.parse('2026-01-02T03:04:05Z')",
            $time: "LocalTime.parse('03:04:05')",
            $big: "9007199254740993",
            $odd: "$value == 2 ? $missing : $value",
          }),
        },
      ],
      links: [["source", "map"]],
    };
    for (const mode of ["execute", "preview"] as const) {
      const here = await runJob(job, { mode });
      const there = await inProject(({ run }) => run(job, { mode }));
      assert.equal(there.state, "Completed");
      assert.deepEqual(there.outputs, here.outputs);
      assert.deepEqual(there.errors, here.errors);
      assert.equal(there.documents, here.documents);
      assert.deepEqual(untimed(there), untimed(here));
    }
  });

  it("tells why a pipeline cannot start", async () => {
    const result = await inProject(({ run }) => run("{"));
    assert.equal(result.state, "Failed");
    assert.ok(result.errors[0]?.finding !== undefined);
  });

  it("reads and writes a file of 20 MB without changing it", async () => {
    const content = Buffer.alloc(20 * 1024 * 1024 + 7);
    for (let at = 0; at + 4 <= content.length; at += 4) content.writeUInt32LE(at, at);
    await inProject(async ({ run, project }) => {
      await writeFile(join(project, "in.bin"), content);
      const job = { snaps: [reader("in.bin"), writer("out.bin")], links: [["read", "write"]] };
      const result = await run(job);
      assert.deepEqual(result.errors, []);
      assert.ok(content.equals(await readFile(join(project, "out.bin"))));
      assert.deepEqual((await readdir(project)).toSorted(), ["in.bin", "out.bin"]);
    });
  });

  it("reads many small files", async () => {
    await inProject(async ({ run, project }) => {
      for (let n = 1; n <= 300; n++) await writeFile(join(project, `${n}.json`), `{"n": ${n}}`);
      const result = await run({
        snaps: [
          numbers(300),
          {
            ...reader(""),
            inputs: ["input0"],
            settings: { filePath: { expression: "$value + '.json'" } },
          },
          { id: "parse", classId: snapClass.jsonParser, inputs: ["input0:binary"] },
          { id: "odd", classId: snapClass.filter, settings: { filterExpression: "$n % 2 == 1" } },
        ],
        links: [["source", "read", "parse", "odd"]],
      });
      assert.deepEqual(result.errors, []);
      assert.equal(result.snaps[3]?.outputs[0]?.items, 150);
    });
  });

  it("passes refusals on with their words", async () => {
    const result = await inProject(({ run, project }) =>
      run(
        { snaps: [reader("secret.csv")] },
        {},
        {
          ...projectHost(project).filesFor("/"),
          open: () =>
            Promise.reject(
              new Refusal("path-not-allowed", "Not allowed", "A reason.", "A way out."),
            ),
        },
      ),
    );
    assert.equal(result.state, "Failed");
    const { error, reason, resolution } = result.errors[0] ?? {};
    assert.deepEqual([error, reason, resolution], ["Not allowed", "A reason.", "A way out."]);
  });

  it("leaves nothing of a file when the run fails", async () => {
    await inProject(async ({ run, project }) => {
      const result = await run(failingWrite);
      assert.equal(result.state, "Failed");
      assert.equal(result.errors[0]?.snapId, "map");
      assert.deepEqual(await readdir(project), []);
    });
  });

  it("leaves nothing of a file when the run is stopped, also by force", async () => {
    for (const stopGraceMs of [1_500, 0]) {
      await inProject(async ({ run, project }) => {
        const job = {
          snaps: [
            numbers(Number.MAX_SAFE_INTEGER),
            { id: "format", classId: snapClass.jsonFormatter, outputs: ["output0:binary"] },
            writer("out.json"),
          ],
          links: [["source", "format", "write"]],
        };
        const result = await run(job, { limits: { stopGraceMs } }, undefined, async (stop) => {
          while ((await readdir(project)).length === 0) await pause(5);
          stop();
        });
        assert.equal(result.state, "Stopped");
        assert.deepEqual(await readdir(project), []);
      });
    }
  });

  it("stops while it only computes, by itself and soon", async () => {
    await inProject(async ({ run }) => {
      const result = await run(endless, { limits: { stopGraceMs: 60_000 } }, undefined, stopAfter);
      assert.equal(result.state, "Stopped");
      assert.deepEqual(result.errors, []);
      assert.ok(result.documents > 0, "what it did is counted");
    });
  });

  it("stops while a read of a file hangs", async () => {
    await inProject(async ({ run, project }) => {
      const hanging: FileAccess = {
        ...projectHost(project).filesFor("/"),
        open: async () => ({ header: {}, content: { [Symbol.asyncIterator]: () => neverEnding } }),
      };
      const job = {
        snaps: [reader("x"), writer("y")],
        links: [["read", "write"]],
      };
      const limits = { stopGraceMs: 60_000 };
      const result = await run(job, { limits }, hanging, stopAfter);
      assert.equal(result.state, "Stopped");
    });
  });

  it("is ended by force when an expression keeps it busy past the grace", async () => {
    await inProject(async ({ run }) => {
      const job = {
        snaps: [
          numbers(1_000),
          {
            id: "map",
            classId: snapClass.mapper,
            settings: mapping({
              $x: `sl.range(0, 3000).map(a => sl.range(0, 3000).map(b => a * b).length)`,
            }),
          },
        ],
        links: [["source", "map"]],
      };
      const result = await run(job, { limits: { stopGraceMs: 100 } }, undefined, stopAfter);
      assert.equal(result.state, "Stopped");
      assert.ok(result.snaps.every(({ state }) => state === "Stopped"));
    });
  });

  it("fails with words when it needs more memory than it may, and the process lives on", async () => {
    await inProject(async ({ run }) => {
      const text = "'x'.repeat(1000000)";
      const job = {
        snaps: [
          numbers(100_000),
          { id: "map", classId: snapClass.mapper, settings: mapping({ $x: `${text}.split('')` }) },
          { id: "sort", classId: snapClass.sort, settings: { sortPaths: [{ sortPath: "$x[0]" }] } },
        ],
        links: [["source", "map", "sort"]],
      };
      const limits = { runHeapMibMax: 64, spillMemoryBytesMax: 1e12 };
      const result = await run(job, { limits });
      assert.equal(result.state, "Failed");
      assert.equal(result.errors[0]?.error, "The run ran out of memory");
      assert.match(result.errors[0]?.reason ?? "", /64 MiB, the limit runHeapMibMax/);
      const next = await run({ snaps: [numbers(1)] });
      assert.equal(next.state, "Completed");
    });
  });
});

describe("an executor", () => {
  it("ends the runs that are at work when it is disposed", async () => {
    const project = await mkdtemp(join(tmpdir(), "slipway-executor-"));
    try {
      const executor = new WorkerExecutor(systemClock);
      executor.keepWarm(2_048);
      const host = { ...projectHost(project), spillDirectory: project };
      const handles = [1, 2].map(() => executor.start(orderOf(endless), host, () => undefined));
      await executor[Symbol.asyncDispose]();
      const results = await Promise.all(handles.map(({ result }) => result));
      assert.deepEqual(
        results.map(({ state }) => state),
        ["Stopped", "Stopped"],
      );
    } finally {
      await rm(project, { recursive: true });
    }
  });
});

const failingWrite: SlpSpec = {
  snaps: [
    numbers(20_000),
    {
      id: "map",
      classId: snapClass.mapper,
      settings: mapping({ $x: "$value < 15000 ? $value : $missing" }),
    },
    { id: "format", classId: snapClass.jsonFormatter, outputs: ["output0:binary"] },
    writer("out.json"),
  ],
  links: [["source", "map", "format", "write"]],
};

const neverEnding: AsyncIterator<Uint8Array> = {
  next: () => Promise.withResolvers<IteratorResult<Uint8Array>>().promise,
  return: () => Promise.withResolvers<IteratorResult<Uint8Array>>().promise,
};

function untimed(result: RunResult) {
  return result.snaps.map((snap) => ({ ...snap, activeMs: 0 }));
}

interface Project {
  readonly project: string;
  readonly run: (
    job: SlpSpec | string,
    options?: JobOptions,
    files?: FileAccess,
    meanwhile?: (stop: () => void, progressed: Promise<void>) => Promise<void>,
  ) => Promise<RunResult>;
}

/** Stops once the run has shown progress. */
async function stopAfter(stop: () => void, progressed: Promise<void>): Promise<void> {
  await progressed;
  stop();
}

async function inProject<T>(body: (project: Project) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), "slipway-worker-"));
  const [project, spillDirectory] = [join(root, "project"), join(root, "spill")];
  await mkdir(project);
  await mkdir(spillDirectory);
  await using executor = new WorkerExecutor(systemClock);
  try {
    return await body({
      project,
      run: async (job, options = {}, files, meanwhile) => {
        const host = {
          ...projectHost(project),
          ...(files === undefined ? {} : { filesFor: () => files }),
          spillDirectory,
        };
        const progress = Promise.withResolvers<void>();
        const handle = executor.start(orderOf(job, options), host, () => progress.resolve());
        await meanwhile?.(handle.stop, Promise.race([progress.promise, pause(500)]));
        return await handle.result;
      },
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
