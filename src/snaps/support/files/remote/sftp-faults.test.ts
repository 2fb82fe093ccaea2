import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import {
  type SftpServer,
  startSftpServer,
} from "../../../../../test/support/servers/sftp-server.ts";
import { believe } from "../../../../base/believe.ts";
import { Refusal } from "../../../../base/errors.ts";
import { defaultLimits } from "../../../../base/limits.ts";
import { createEgress } from "../../../../engine/egress/create-egress.ts";
import { publicAndLoopback } from "../../../../engine/egress/egress-policy.ts";
import type { RemotePath } from "./remote-path.ts";
import { readRemotePath } from "./remote-path.ts";
import { sftpFiles } from "./sftp-files.ts";

const { signal } = new AbortController();
const limits = { ...defaultLimits, remoteIdleMs: 300 };
const big = Buffer.alloc(600_000, "slipway ");
const overwrite = { ifExists: "overwrite", createDirectories: false } as const;

describe("an SFTP server that misbehaves", () => {
  const egress = createEgress(publicAndLoopback, limits);
  let root = "";
  let server: SftpServer;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), "slipway-sftp-"));
    server = await startSftpServer(root);
    await writeFile(join(root, "big.bin"), big);
  });
  beforeEach(() => {
    server.faults = {};
  });
  after(async () => {
    egress.dispose();
    await server[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  function open(hostKeyFingerprint = "", port = server.port) {
    const values = { username: "ada", password: "lovelace", hostKeyFingerprint };
    const account = { path: "/a", type: "ssh", values, secrets: ["password"] };
    return sftpFiles(at("", port), { egress, account, limits });
  }
  function at(name: string, port = server.port): RemotePath {
    const path = readRemotePath(`sftp://127.0.0.1:${port}/${name}`);
    assert.ok(path !== undefined);
    return path;
  }
  async function read(store: ReturnType<typeof open>): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await store.open(at("big.bin"), signal)).content) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  async function write(store: ReturnType<typeof open>): Promise<void> {
    const draft = await store.create(at("new.bin"), overwrite, signal);
    try {
      await draft.write(big);
      await draft.commit();
    } catch (failure) {
      await draft.discard();
      throw failure;
    }
  }

  it("gives less than was asked for, and is read whole all the same", async () => {
    server.faults = { readBytesMax: 10_007 };
    assert.ok((await read(open())).equals(big));
  });

  it("hangs up in the middle of a read, which fails and is not taken for the end", async () => {
    server.faults = { breakReadsAt: 300_000 };
    assert.equal((await refusal(read(open()))).code, "unavailable");
    server.faults = {};
    assert.ok((await read(open())).equals(big));
  });

  it("falls silent in the middle of a write, which is given up in time", async () => {
    server.faults = { muteWritesAt: 200_000 };
    const store = open();
    assert.equal((await refusal(write(store))).code, "timeout");
    server.faults = {};
    assert.ok((await read(store)).equals(big), "the next work has a connection of its own");
    assert.equal((await readdir(root)).includes("new.bin"), false);
    for (const name of await readdir(root)) if (name.endsWith(".part")) await rm(join(root, name));
  });

  it("has a full disk, and nothing is left of the file", async () => {
    server.faults = { fullAt: 200_000 };
    await writeFile(join(root, "new.bin"), "old");
    const refused = await refusal(write(open()));
    assert.equal(refused.code, "bad-gateway");
    assert.match(refused.reason, /failed/);
    assert.deepEqual((await readdir(root)).toSorted(), ["big.bin", "new.bin"]);
    assert.equal(await readFile(join(root, "new.bin"), "utf8"), "old");
  });

  it("shows another host key than the account expects, before any password is sent", async () => {
    const logins = server.logins();
    const refused = await refusal(open("SHA256:AAAA").open(at("big.bin"), signal));
    assert.equal(refused.code, "not-permitted");
    assert.ok(refused.reason.includes(server.fingerprint));
    assert.equal(server.logins(), logins);
    await open(server.fingerprint).open(at("big.bin"), signal);
  });

  it("takes the connection and says nothing", async () => {
    const mute = createServer().listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { port } = believe<AddressInfo>(mute.address());
    const refused = await refusal(open("", port).open(at("x", port), signal));
    assert.equal(refused.code, "timeout");
    mute.close();
  });

  it("keeps one login for many files, one after the other", async () => {
    const store = open();
    const logins = server.logins();
    for (let count = 0; count < 5; count++) await read(store);
    assert.equal(server.logins() - logins, 1);
    store.close();
  });
});

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (failure) {
    assert.ok(failure instanceof Refusal, String(failure));
    return failure;
  }
  throw new Error("it was not refused");
}
