import assert from "node:assert/strict";
import { access, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Refusal } from "../../base/errors.ts";
import type { Document } from "../../expr/value.ts";
import { diskSpillSpace, type DiskSpillSpace } from "./disk-spill-space.ts";

describe("spill files on disk", () => {
  it("give back the batches in order, small and larger than one read", async () => {
    await inDirectory(1e9, async (spill) => {
      const file = await spill.createFile();
      const batches: Document[][] = Array.from({ length: 40 }, (_, n) => [
        { n, text: "é".repeat(n * 8_000) },
        {},
      ]);
      for (const batch of batches) await file.append(batch);
      const read: unknown[] = [];
      for await (const batch of file.read()) read.push(batch);
      assert.deepEqual(read, batches);
    });
  });

  it("keep their order when appends overlap", async () => {
    await inDirectory(1e9, async (spill) => {
      const file = await spill.createFile();
      await Promise.all(Array.from({ length: 20 }, (_, n) => file.append([{ n }])));
      const read: unknown[] = [];
      for await (const batch of file.read()) read.push(batch[0]?.["n"]);
      assert.deepEqual(
        read,
        Array.from({ length: 20 }, (_, n) => n),
      );
    });
  });

  it("share one limit, which removal gives back", async () => {
    await inDirectory(3_000, async (spill) => {
      const [first, second] = [await spill.createFile(), await spill.createFile()];
      const batch = [{ text: "x".repeat(2_000) }];
      await first.append(batch);
      await assert.rejects(second.append(batch), tooMuch);
      await assert.rejects(second.append(batch), tooMuch);
      await first.remove();
      await first.remove();
      await second.append(batch);
    });
  });

  it("are gone when the run disposes of them, scratch files too", async () => {
    await inDirectory(1e9, async (spill, directory) => {
      const file = await spill.createFile();
      await file.append([{ n: 1 }]);
      const scratch = await spill.createScratch();
      await access(scratch.path);
      const kept = await spill.createScratch();
      await kept.dispose();
      await spill.dispose();
      assert.deepEqual(await readdir(directory), []);
    });
  });

  it("say so without a path of the machine when the disk cannot be used", async () => {
    const spill = diskSpillSpace("/nowhere/at/all", {
      spillMemoryBytesMax: 1,
      spillDiskBytesMax: 1,
    });
    await assert.rejects(
      spill.createFile(),
      (thrown) =>
        thrown instanceof Refusal &&
        thrown.reason.includes("ENOENT") &&
        !thrown.reason.includes("nowhere"),
    );
  });
});

async function inDirectory(
  spillDiskBytesMax: number,
  body: (spill: DiskSpillSpace, directory: string) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-spill-"));
  const spill = diskSpillSpace(directory, { spillMemoryBytesMax: 1_000, spillDiskBytesMax });
  try {
    await body(spill, directory);
  } finally {
    await spill.dispose();
    await rm(directory, { recursive: true });
  }
}

function tooMuch(thrown: unknown): boolean {
  return thrown instanceof Refusal && /spillDiskBytesMax is 3000 bytes/.test(thrown.reason);
}
