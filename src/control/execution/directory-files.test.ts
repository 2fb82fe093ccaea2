import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Refusal } from "../../base/errors.ts";
import type { CreateFileOptions, FileAccess } from "../../engine/file-access.ts";
import { directoryFiles } from "./directory-files.ts";

const { signal } = new AbortController();
const overwrite = { ifExists: "overwrite", createDirectories: false } as const;

describe("a directory as the project", () => {
  it("finds files by bare name, by sldb path, in shared and by hand", async () => {
    await inDirectory(async ({ root }) => {
      await mkdir(join(root, "shared"));
      await writeFile(join(root, "a.csv"), "a");
      await writeFile(join(root, "shared/b.csv"), "b");
      const files = directoryFiles({ root, files: new Map([["s3:///c", join(root, "a.csv")]]) });
      assert.equal(await read(files, "a.csv"), "a");
      assert.equal(await read(files, "sldb:///a.csv"), "a");
      assert.equal(await read(files, "../shared/b.csv"), "b");
      assert.equal(await read(files, "s3:///c"), "a");
    });
  });

  it("refuses what lies elsewhere, what is missing, and other schemes", async () => {
    await inDirectory(async ({ root, files }) => {
      await writeFile(join(root, "orders.csv"), "");
      await refused(files.open("a/../../x", signal), "path-not-allowed", root);
      await refused(files.open("s3://bucket/x", signal), "not-supported", root);
      await refused(files.open("order.csv", signal), "not-found", root, /orders\.csv/);
      await refused(files.list("nowhere", signal), "not-found", root);
    });
  });

  it("shows a file only when it is whole", async () => {
    await inDirectory(async ({ root, files }) => {
      const draft = await files.create("a.txt", overwrite, signal);
      await draft.write(Buffer.from("half"));
      assert.deepEqual(await files.list("", signal), []);
      await draft.write(Buffer.from(" whole"));
      assert.equal((await draft.commit()).action, "created");
      assert.deepEqual(await readdir(root), ["a.txt"]);
      assert.equal(await readFile(join(root, "a.txt"), "utf8"), "half whole");
    });
  });

  it("leaves nothing of a draft that is discarded", async () => {
    await inDirectory(async ({ root, files }) => {
      const draft = await files.create("a.txt", overwrite, signal);
      await draft.write(Buffer.from("half"));
      await draft.discard();
      assert.deepEqual(await readdir(root), []);
    });
  });

  it("does with an existing file what the options say", async () => {
    const cases = [
      ["overwrite", "overwritten", "new"],
      ["append", "appended", "oldnew"],
      ["ignore", "ignored", "old"],
    ] as const;
    for (const [ifExists, action, content] of cases) {
      await inDirectory(async ({ root, files }) => {
        await writeFile(join(root, "a.txt"), "old");
        const options: CreateFileOptions = { ifExists, createDirectories: false };
        const draft = await files.create("a.txt", options, signal);
        await draft.write(Buffer.from("new"));
        assert.equal((await draft.commit()).action, action);
        assert.equal(await readFile(join(root, "a.txt"), "utf8"), content);
        assert.deepEqual(await readdir(root), ["a.txt"]);
      });
    }
    await inDirectory(async ({ root, files }) => {
      await writeFile(join(root, "a.txt"), "old");
      const options: CreateFileOptions = { ifExists: "error", createDirectories: false };
      await refused(files.create("a.txt", options, signal), "already-exists", root);
    });
  });

  it("makes directories only when it is told to, and never replaces one", async () => {
    await inDirectory(async ({ root, files }) => {
      await refused(files.create("d/a.txt", overwrite, signal), "not-found", root);
      const draft = await files.create(
        "d/a.txt",
        { ifExists: "overwrite", createDirectories: true },
        signal,
      );
      await draft.commit();
      assert.deepEqual(await readdir(join(root, "d")), ["a.txt"]);
      await refused(files.create("d", overwrite, signal), "not-found", root, /another name/);
    });
  });

  it("removes files, and says when there was none", async () => {
    await inDirectory(async ({ root, files }) => {
      await writeFile(join(root, "a.txt"), "");
      assert.equal(await files.remove("a.txt", signal), true);
      assert.equal(await files.remove("a.txt", signal), false);
    });
  });
});

async function inDirectory(
  body: (given: { readonly root: string; readonly files: FileAccess }) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "slipway-directory-"));
  try {
    await body({ root, files: directoryFiles({ root, files: new Map() }) });
  } finally {
    await rm(root, { recursive: true });
  }
}

async function read(files: FileAccess, path: string): Promise<string> {
  const { content } = await files.open(path, signal);
  return Buffer.concat(await Array.fromAsync(content)).toString();
}

async function refused(
  work: Promise<unknown>,
  code: string,
  root: string,
  words = /./,
): Promise<void> {
  await assert.rejects(work, (thrown) => {
    assert.ok(thrown instanceof Refusal);
    const { message, reason, resolution } = thrown;
    const text = [message, reason, resolution].join("\n");
    assert.equal(thrown.code, code);
    assert.match(text, words);
    assert.ok(!text.includes(root), "no path of the machine");
    return true;
  });
}
