import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { believe } from "../../../../base/believe.ts";
import { Refusal } from "../../../../base/errors.ts";
import { defaultLimits } from "../../../../base/limits.ts";
import { createEgress } from "../../../../engine/egress/create-egress.ts";
import { publicAndLoopback } from "../../../../engine/egress/egress-policy.ts";
import { httpFiles } from "./http-files.ts";
import type { RemotePath } from "./remote-path.ts";
import { readRemotePath } from "./remote-path.ts";

const { signal } = new AbortController();
const redirects = new Map([
  ["/away", "/a.txt"],
  ["/round", "/round"],
  ["/inside", "http://169.254.169.254/latest"],
]);
const overwrite = { ifExists: "overwrite", createDirectories: false } as const;

describe("files over http:", () => {
  const limits = { ...defaultLimits, remoteIdleMs: 500 };
  const egress = createEgress(publicAndLoopback, limits);
  const account = {
    path: "/a",
    type: "basic",
    values: { username: "ada", password: "lovelace" },
    secrets: ["password"],
  };
  const store = httpFiles({ egress, account, limits });
  const kept = new Map<string, Buffer>();
  const broken: string[] = [];
  let server: Server;
  let base = "";
  before(async () => {
    server = createServer((request, answer) => {
      void serve(request, answer);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://localhost:${believe<AddressInfo>(server.address()).port}`;
  });
  beforeEach(() => {
    kept.clear();
    kept.set("/a.txt", Buffer.from("one"));
  });
  after(() => {
    egress.dispose();
    server.close();
  });

  async function serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method, url = "", headers } = request;
    const end = (status: number, more: Record<string, string> = {}, content?: Buffer): void => {
      answer.writeHead(status, more).end(content);
    };
    if (headers.authorization !== `Basic ${btoa("ada:lovelace")}`) return end(401);
    const away = redirects.get(url);
    if (away !== undefined) return end(302, { location: away });
    if (url === "/half") {
      answer.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => answer.destroy(), 5);
      return;
    }
    if (method === "PUT") {
      const content = await contentOf(request);
      if (content === undefined) return void broken.push(url);
      if (url === "/full") return end(507);
      const existed = kept.has(url);
      kept.set(url, content);
      return end(existed ? 204 : 201);
    }
    const found = kept.get(url);
    if (found === undefined) return end(404);
    if (method === "DELETE") kept.delete(url);
    const told = { "content-type": "text/x", "last-modified": new Date(0).toUTCString() };
    end(200, told, method === "HEAD" ? undefined : found);
  }

  function at(path: string): RemotePath {
    const remote = readRemotePath(base + path);
    assert.ok(remote !== undefined);
    return remote;
  }
  async function read(path: string): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await store.open(at(path), signal)).content) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }
  async function write(path: string, text: string, ifExists: "overwrite" | "ignore" | "error") {
    const draft = await store.create(at(path), { ...overwrite, ifExists }, signal);
    try {
      await draft.write(Buffer.from(text));
      return await draft.commit();
    } catch (failure) {
      await draft.discard();
      throw failure;
    }
  }

  it("are read with the login of the account, along redirects", async () => {
    assert.equal(await read("/a.txt"), "one");
    assert.equal(await read("/away"), "one");
    const { header } = await store.open(at("/a.txt"), signal);
    assert.equal(header["content-type"], "text/x");
    assert.equal(header["last-modified"], new Date(0).toUTCString());
  });

  it("are not read where a redirect leads past the guard, or nowhere", async () => {
    assert.equal((await refusal(read("/inside"))).code, "egress-not-allowed");
    assert.match((await refusal(read("/round"))).message, /redirected without end/);
    assert.equal((await refusal(read("/none"))).code, "not-found");
  });

  it("that end before they should fail", async () => {
    assert.equal((await refusal(read("/half"))).code, "unavailable");
  });

  it("are written by PUT, as the writer says about those that are there", async () => {
    assert.equal((await write("/b.txt", "two", "error")).action, "created");
    assert.equal((await write("/b.txt", "three", "overwrite")).action, "overwritten");
    assert.equal((await write("/b.txt", "four", "ignore")).action, "ignored");
    assert.equal((await refusal(write("/b.txt", "five", "error"))).code, "already-exists");
    assert.equal(String(kept.get("/b.txt")), "three");
    assert.match((await refusal(write("/full", "x", "overwrite"))).reason, /disk is full/);
  });

  it("that are given up break off, so that no server takes them for whole", async () => {
    const draft = await store.create(at("/c.txt"), overwrite, signal);
    await draft.write(Buffer.alloc(300_000));
    await draft.discard();
    for (let tries = 0; broken.length === 0 && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(broken, ["/c.txt"]);
    assert.equal(kept.has("/c.txt"), false);
  });

  it("are removed by DELETE, and cannot be listed or appended to", async () => {
    assert.equal(await store.remove(at("/a.txt"), signal), true);
    assert.equal(await store.remove(at("/a.txt"), signal), false);
    assert.equal((await refusal(store.list(at("/"), signal))).code, "not-supported");
    const append = { ifExists: "append", createDirectories: false } as const;
    assert.equal((await refusal(store.create(at("/a.txt"), append, signal))).code, "not-supported");
  });

  it("are not reached without the login", async () => {
    const stranger = httpFiles({ egress, account: undefined, limits });
    assert.equal((await refusal(stranger.open(at("/a.txt"), signal))).code, "not-permitted");
  });
});

/** Undefined when it ends before it should. */
async function contentOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(believe<Buffer>(chunk));
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
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
