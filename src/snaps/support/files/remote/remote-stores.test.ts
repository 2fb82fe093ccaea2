import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { startFtpServer } from "../../../../../test/support/servers/ftp-server.ts";
import { startS3Server } from "../../../../../test/support/servers/s3-server.ts";
import { startSftpServer } from "../../../../../test/support/servers/sftp-server.ts";
import { Refusal } from "../../../../base/errors.ts";
import { defaultLimits } from "../../../../base/limits.ts";
import type { BoundAccount } from "../../../../engine/accounts.ts";
import { createEgress } from "../../../../engine/egress/create-egress.ts";
import type { Egress } from "../../../../engine/egress/egress.ts";
import { publicAndLoopback, publicOnly } from "../../../../engine/egress/egress-policy.ts";
import type { CreateFileOptions } from "../../../../engine/file-access.ts";
import { openStore } from "./open-store.ts";
import { readRemotePath, type RemotePath } from "./remote-path.ts";
import type { RemoteStore } from "./remote-store.ts";

const { signal } = new AbortController();
const limits = {
  ...defaultLimits,
  remoteIdleMs: 2_000,
  objectPartBytesMin: 64 * 1024,
  objectPartBytesMax: 128 * 1024,
};
const guard = createEgress(publicAndLoopback, limits);
/** Requests that were sent, as `METHOD URL`. */
const asked: string[] = [];
const egress: Egress = {
  ...guard,
  request: (request) => {
    asked.push(`${request.method} ${request.url.href}`);
    return guard.request(request);
  },
};
const big = Buffer.from(Array.from({ length: 500_000 }, (_, index) => index % 251));
const closing: (() => unknown)[] = [() => egress.dispose()];
after(async () => {
  for (const close of closing.toReversed()) await close();
});

interface World {
  readonly root: string;
  /** URL of the directory that the files of `root` are in, with a slash at its end. */
  readonly base: string;
  readonly account: BoundAccount;
}

const worlds: Record<string, () => Promise<World>> = {
  sftp: async () => {
    const root = await directory();
    const server = await startSftpServer(root);
    closing.push(() => server[Symbol.asyncDispose]());
    const values = { username: "ada", password: "lovelace" };
    return { root, base: `sftp://127.0.0.1:${server.port}/`, account: accountOf("ssh", values) };
  },
  ftp: async () => {
    const root = await directory();
    const server = await startFtpServer(root);
    closing.push(() => server[Symbol.asyncDispose]());
    const values = { username: "ada", password: "lovelace" };
    return { root, base: `ftp://127.0.0.1:${server.port}/`, account: accountOf("ftp", values) };
  },
  s3: async () => {
    const root = await directory();
    const server = await startS3Server(root);
    closing.push(() => server[Symbol.asyncDispose]());
    const values = {
      accessKeyId: "S3RVER",
      secretKey: "S3RVER",
      s3Endpoint: server.endpoint,
      forcePathStyle: true,
    };
    return { root: join(root, "shop"), base: "s3:///shop/", account: accountOf("s3", values) };
  },
};

for (const [scheme, start] of Object.entries(worlds)) {
  describe(`files over ${scheme}:`, async () => {
    const world = await start();
    const { base } = world;
    const store = storeOf(world);
    const put = (name: string, content: string | Buffer, options?: Partial<CreateFileOptions>) =>
      write(store, at(base + name), Buffer.from(content), options);
    const get = async (name: string): Promise<Buffer> => await read(store, at(base + name));

    it("are written whole and read back, small and large", async () => {
      assert.deepEqual(await put("small.txt", "one"), {
        path: `${base}small.txt`,
        action: "created",
        size: 3,
      });
      assert.equal((await put("big.bin", big)).size, big.length);
      assert.equal(String(await get("small.txt")), "one");
      assert.ok((await get("big.bin")).equals(big));
      const { header } = await store.open(at(`${base}small.txt`), signal);
      assert.equal(header["content-length"], 3);
      assert.equal(header["content-type"], "text/plain");
    });

    it("may be empty", async () => {
      assert.equal((await put("empty.txt", "")).size, 0);
      assert.equal((await get("empty.txt")).length, 0);
    });

    it("are overwritten, left alone or refused as the writer says", async () => {
      await put("x.txt", "old");
      assert.equal((await put("x.txt", "new")).action, "overwritten");
      assert.equal((await put("x.txt", "other", { ifExists: "ignore" })).action, "ignored");
      assert.equal(
        (await refusal(put("x.txt", "other", { ifExists: "error" }))).code,
        "already-exists",
      );
      assert.equal(String(await get("x.txt")), "new");
      assert.equal((await put("y.txt", "1", { ifExists: "error" })).action, "created");
    });

    it("are appended to where the protocol can", async () => {
      await put("log.txt", "one ");
      if (scheme === "s3") {
        assert.equal(
          (await refusal(put("log.txt", "two", { ifExists: "append" }))).code,
          "not-supported",
        );
        return;
      }
      assert.deepEqual(await put("log.txt", "two", { ifExists: "append" }), {
        path: `${base}log.txt`,
        action: "appended",
        size: 7,
      });
      assert.equal(String(await get("log.txt")), "one two");
    });

    it("lie in directories that the writer may make, and are listed without what is on its way", async () => {
      // The FTP server of the tests dies of an upload into a directory that is not there.
      if (scheme === "sftp") {
        assert.equal((await refusal(put("no/where/a.txt", "a"))).code, "not-found");
      }
      await put("deep/er/a.txt", "a", { createDirectories: true });
      await put("deep/b.txt", "bb");
      const draft = await store.create(at(`${base}deep/c.txt`), overwrite, signal);
      await draft.write(big);
      const entries = await store.list(at(`${base}deep`), signal);
      assert.deepEqual(
        entries.map(({ name, type, size, path }) => ({ name, type, size, path })),
        [
          { name: "b.txt", type: "file", size: 2, path: `${base}deep/b.txt` },
          { name: "er", type: "directory", size: 0, path: `${base}deep/er` },
        ],
      );
      await draft.discard();
      assert.equal((await refusal(store.list(at(`${base}nowhere`), signal))).code, "not-found");
    });

    it("leave nothing behind when they are given up", async () => {
      await put("kept.txt", "old");
      const before = await everything(world.root);
      for (const name of ["kept.txt", "given-up.txt"]) {
        const draft = await store.create(at(base + name), overwrite, signal);
        await draft.write(big);
        await draft.discard();
      }
      // The object store of the tests does not know how to abort an upload; that it was asked to is what counts.
      if (scheme === "s3") {
        assert.equal(asked.filter((one) => /^DELETE .*uploadId=/.test(one)).length >= 2, true);
      } else {
        assert.deepEqual(await everything(world.root), before);
      }
      assert.equal(String(await get("kept.txt")), "old");
    });

    it("are removed, and missing ones told from them", async () => {
      await put("gone.txt", "x");
      assert.equal(await store.remove(at(`${base}gone.txt`), signal), true);
      assert.equal(await store.remove(at(`${base}gone.txt`), signal), false);
      assert.equal((await refusal(store.open(at(`${base}gone.txt`), signal))).code, "not-found");
    });

    it("are not reached with a wrong login, and the words have no secret in them", async () => {
      const wrong = { password: "wr0ng!", accessKeyId: "wr0ng!", secretKey: "wr0ng!" };
      const values = { ...world.account.values, ...wrong };
      const stranger = storeOf({ ...world, account: { ...world.account, values } });
      const refused = await refusal(stranger.open(at(`${base}small.txt`), signal));
      assert.equal(refused.code, "not-permitted");
      assert.ok(!`${refused.message}${refused.reason}${refused.resolution}`.includes("wr0ng!"));
      stranger.close();
    });

    it("are not reached past the guard", async () => {
      const closed = createEgress(publicOnly, limits);
      const context = { egress: closed, account: world.account, limits };
      const refused = await refusal(
        (async () => await openStore(at(base), context).open(at(`${base}small.txt`), signal))(),
      );
      assert.equal(refused.code, "egress-not-allowed");
      closed.dispose();
    });

    it("are read by several at once, and stop being read when the run is stopped", async () => {
      const [one, two] = await Promise.all([get("big.bin"), get("big.bin")]);
      assert.ok(one.equals(two));
      const stop = new AbortController();
      const { content } = await store.open(at(`${base}big.bin`), stop.signal);
      await assert.rejects(async () => {
        for await (const _ of content) stop.abort(new Error("stopped"));
        throw new Error(stop.signal.aborted ? "stopped" : "read to the end");
      }, /stopped|aborted/);
      assert.ok((await get("big.bin")).equals(big));
    });
  });
}

const overwrite: CreateFileOptions = { ifExists: "overwrite", createDirectories: false };

function storeOf({ base, account }: World): RemoteStore {
  const store = openStore(at(base), { egress, account, limits });
  closing.push(() => store.close());
  return store;
}

async function write(
  store: RemoteStore,
  path: RemotePath,
  content: Buffer,
  options: Partial<CreateFileOptions> = {},
) {
  const draft = await store.create(path, { ...overwrite, ...options }, signal);
  try {
    for (let start = 0; start < content.length; start += 100_000) {
      await draft.write(content.subarray(start, start + 100_000));
    }
    return await draft.commit();
  } catch (failure) {
    await draft.discard();
    throw failure;
  }
}

async function read(store: RemoteStore, path: RemotePath): Promise<Buffer> {
  const { content } = await store.open(path, signal);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function at(text: string): RemotePath {
  const path = readRemotePath(text);
  assert.ok(path !== undefined);
  return path;
}

function accountOf(type: string, values: BoundAccount["values"]): BoundAccount {
  return { path: "/Org/shared/Acct", type, values, secrets: ["password", "secretKey"] };
}

async function directory(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "slipway-remote-"));
  closing.push(() => rm(root, { recursive: true, force: true }));
  return root;
}

async function everything(root: string): Promise<readonly string[]> {
  return (await readdir(root, { recursive: true })).toSorted();
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (failure) {
    assert.ok(failure instanceof Refusal, String(failure));
    return failure;
  }
  throw new Error("it was not refused");
}
