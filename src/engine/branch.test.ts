import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { believe } from "../base/believe.ts";
import { Refusal } from "../base/errors.ts";
import type { Document } from "../expr/value.ts";
import type { Item } from "./batch.ts";
import { Branch } from "./branch.ts";
import { diskSpillSpace, type DiskSpillSpace } from "./spill/disk-spill-space.ts";

describe("a branch", () => {
  it("keeps the order however pushes and shifts interleave, also while a file is written", async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ pushes: fc.integer({ min: 1, max: 40 }) }) },
      { weight: 2, arbitrary: fc.record({ shifts: fc.integer({ min: 1, max: 40 }) }) },
      { weight: 1, arbitrary: fc.constant("settle" as const) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 20 }),
        fc.constantFrom(64, 2_000, 1_000_000),
        (steps, memoryBytesMax) =>
          withSpill({ spillMemoryBytesMax: memoryBytesMax }, async (spill) => {
            const branch = new Branch(spill, true);
            const seen: unknown[] = [];
            const pushing: Promise<void>[] = [];
            let reading: Promise<void> = Promise.resolve();
            let next = 0;
            for (const one of steps) {
              if (one === "settle") await Promise.all([...pushing.splice(0), reading]);
              else if ("pushes" in one) {
                for (let count = 0; count < one.pushes; count++) {
                  pushing.push(branch.push([{ n: next++ }]));
                }
              } else {
                const before = reading;
                reading = (async () => {
                  await before;
                  for (let count = 0; count < one.shifts; count++) {
                    const batch = await branch.shift();
                    if (batch !== undefined) seen.push(...batch.map(numberIn));
                  }
                })();
              }
            }
            await Promise.all([...pushing, reading]);
            for (let batch = await branch.shift(); batch !== undefined;) {
              seen.push(...batch.map(numberIn));
              batch = await branch.shift();
            }
            assert.deepEqual(
              seen,
              Array.from({ length: next }, (_, index) => index),
            );
          }),
      ),
      { numRuns: 60 },
    );
  });

  it("spills by bytes as well as by batches, and removes its files when it has been read", async () => {
    await withSpill({ spillMemoryBytesMax: 4_000 }, async (spill, files) => {
      const branch = new Branch(spill, true);
      for (let n = 0; n < 10; n++) await branch.push([{ text: "x".repeat(1_000), n }]);
      assert.ok((await files()).length > 0, "large documents are on disk");
      for (let n = 0; n < 10; n++) assert.deepEqual((await branch.shift())?.map(numberIn), [n]);
      assert.equal(await branch.shift(), undefined);
      assert.deepEqual(await files(), []);
    });
  });

  it("never has more than two files open, however far its reader is behind", async () => {
    await withSpill({ spillMemoryBytesMax: 400 }, async (spill, files) => {
      const branch = new Branch(spill, true);
      for (let n = 0; n < 500; n++) await branch.push([{ n }]);
      await branch.shift();
      for (let n = 0; n < 500; n++) await branch.push([{ n }]);
      assert.ok((await files()).length <= 2);
      await branch.close();
    });
  });

  it("leaves no file behind when it is closed, even while it writes and reads", async () => {
    await withSpill({ spillMemoryBytesMax: 200 }, async (spill, files) => {
      const branch = new Branch(spill, true);
      for (let n = 0; n < 50; n++) await branch.push([{ n }]);
      await branch.shift();
      await branch.shift();
      const pushes = Array.from({ length: 50 }, (_, n) => branch.push([{ n }]));
      const shift = branch.shift();
      await branch.close();
      await Promise.allSettled([...pushes, shift]);
      assert.equal(await branch.shift(), undefined);
      await branch.push([{ n: 0 }]);
      assert.deepEqual(await files(), []);
    });
  });

  it("refuses past the disk limit, and leaves no file behind after it", async () => {
    const limits = { spillMemoryBytesMax: 200, spillDiskBytesMax: 1_000 };
    await withSpill(limits, async (spill, files) => {
      const branch = new Branch(spill, true);
      await assert.rejects(
        async () => {
          for (let n = 0; n < 1_000; n++) await branch.push([{ n }]);
        },
        (thrown) => thrown instanceof Refusal && /spillDiskBytesMax/.test(thrown.reason),
      );
      await branch.close();
      assert.deepEqual(await files(), []);
    });
  });

  it("keeps binaries in memory", async () => {
    await withSpill({ spillMemoryBytesMax: 1 }, async (spill, files) => {
      const branch = new Branch(spill, false);
      for (let n = 0; n < 100; n++) await branch.push([{ header: { n }, content: nothing() }]);
      assert.deepEqual(await files(), []);
      assert.deepEqual((await branch.shift())?.[0]?.["header"], { n: 0 });
    });
  });
});

function numberIn(item: Item): unknown {
  return believe<Document>(item)["n"];
}

async function* nothing(): AsyncIterable<Uint8Array> {
  // No bytes.
}

async function withSpill(
  limits: { readonly spillMemoryBytesMax: number; readonly spillDiskBytesMax?: number },
  body: (spill: DiskSpillSpace, files: () => Promise<readonly string[]>) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-branch-"));
  const spill = diskSpillSpace(directory, { spillDiskBytesMax: 1e9, ...limits });
  try {
    await body(spill, () => readdir(directory));
  } finally {
    await spill.dispose();
    await rm(directory, { recursive: true });
  }
}
