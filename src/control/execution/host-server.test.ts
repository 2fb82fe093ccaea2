import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { directoryFiles } from "./directory-files.ts";
import { noAccounts } from "../../engine/accounts.ts";
import { HostServer } from "./host-server.ts";

describe("the host of a run", () => {
  it("discards a file whose making is under way when the run ends", async () => {
    const root = await mkdtemp(join(tmpdir(), "slipway-host-"));
    try {
      const files = directoryFiles({ root, files: new Map() });
      const begun = Promise.withResolvers<void>();
      const mayGoOn = Promise.withResolvers<void>();
      const server = new HostServer({
        findAccount: noAccounts,
        loadPipeline: () => Promise.reject(new Error("not asked for")),
        filesFor: () => ({
          ...files,
          create: async (path, options, signal) => {
            const draft = await files.create(path, options, signal);
            begun.resolve();
            await mayGoOn.promise;
            return draft;
          },
        }),
      });
      const options = { ifExists: "overwrite", createDirectories: false } as const;
      const created = server.answer({
        method: "create",
        path: "out.json",
        fromPath: "/p",
        options,
      });
      await begun.promise;
      assert.equal((await readdir(root)).length, 1, "the file is there, under a name of its own");
      const disposed = server.dispose();
      mayGoOn.resolve();
      await disposed;
      assert.deepEqual(await readdir(root), []);
      await created;
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
