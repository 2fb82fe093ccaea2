import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../base/clock.ts";
import { defaultLimits } from "../base/limits.ts";
import type { CreateFileOptions, FileAccess } from "../engine/file-access.ts";
import type { RunHost } from "../engine/run-host.ts";
import { openDiskBlobStore } from "../files/disk-blob-store.ts";
import { buildSlp } from "../pipeline/build-slp.ts";
import { openStore } from "../store/open-store.ts";
import { temporaryDirectory } from "../../test/support/open-control.ts";
import { refusalOf } from "../../test/support/refusal.ts";
import { Changes } from "./changes.ts";
import type { Core } from "./core.ts";
import { createUser } from "./identity/create-user.ts";
import { addOrg, addProject } from "./orgs/add-org.ts";
import { importPipeline } from "./pipelines/import-pipeline.ts";
import { runFiles } from "./run-files.ts";
import { Serial } from "./serial.ts";

const never = new AbortController().signal;

interface World extends AsyncDisposable {
  readonly core: Core;
  readonly host: Pick<RunHost, "filesFor" | "loadPipeline">;
  readonly files: FileAccess;
  readonly allowed: string;
  store(projectPath: string, name: string): Promise<void>;
}

/** Two orgs with files and pipelines, seen by a run of `/myOrg/Team/one/main`. */
async function world(): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(await temporaryDirectory());
  const store = stack.adopt(await openStore(join(path, "db")), (open) => open.destroy());
  const core: Core = {
    store,
    blobs: await openDiskBlobStore(join(path, "files")),
    clock: systemClock,
    limits: defaultLimits,
    region: "local",
    version: "1",
    blobChanges: new Serial(),
    changes: new Changes(),
  };
  const allowed = join(path, "allowed");
  await mkdir(allowed);
  const { id: userId } = await createUser(core, { name: "ada", password: "x", admin: true });
  const org = await addOrg(core, userId, "myOrg");
  await addOrg(core, userId, "otherOrg");
  for (const project of ["Team/one", "Team/shared"]) await addProject(core, org, project);
  const caller = { userId, name: "ada", admin: true, proof: "operator" } as const;
  const host = runFiles(core, { org, user: "ada", allowedFileDirectories: [allowed] });
  const all = stack.move();
  return {
    core,
    host,
    files: host.filesFor("/myOrg/Team/one/main"),
    allowed,
    async store(projectPath, name) {
      const slp = buildSlp({ label: name, snaps: [{ id: "a", classId: "c" }] });
      const order = { org: "myOrg", projectPath, slp, duplicateCheck: true };
      await importPipeline(core, async () => [], caller, order);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function write(
  files: FileAccess,
  path: string,
  text: string,
  ifExists: CreateFileOptions["ifExists"] = "overwrite",
  createDirectories = false,
) {
  const draft = await files.create(path, { ifExists, createDirectories }, never);
  await draft.write(new TextEncoder().encode(text));
  return await draft.commit();
}

async function read(files: FileAccess, path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  const { content } = await files.open(path, never);
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("A run reads what it wrote by every form of the path", async () => {
  await using made = await world();
  const { files } = made;
  const committed = await write(files, "x.csv", "a,b");
  assert.deepEqual(committed, { path: "/myOrg/Team/one/x.csv", action: "created", size: 3 });
  for (const path of ["x.csv", "sldb:///x.csv", "../one/x.csv", "/myOrg/Team/one/x.csv"]) {
    assert.equal(await read(files, path), "a,b");
  }
  const { header, content } = await files.open("x.csv", never);
  await content[Symbol.asyncIterator]().return?.();
  assert.equal(header["content-location"], "x.csv");
  assert.equal(header["content-length"], 3);
  assert.equal(header["content-type"], "text/csv");
});

test("What exists is overwritten, appended to, left or refused, in SLDB and on the machine alike", async () => {
  await using made = await world();
  const { files, allowed } = made;
  for (const path of ["x.txt", `file://${allowed}/x.txt`]) {
    assert.equal((await write(files, path, "one", "append")).action, "created");
    const appended = await write(files, path, "+two", "append");
    assert.deepEqual([appended.action, appended.size], ["appended", 7]);
    assert.equal((await write(files, path, "new", "ignore")).action, "ignored");
    await refusalOf(write(files, path, "new", "error"), "already-exists");
    assert.equal(await read(files, path), "one+two");
    assert.equal((await write(files, path, "three")).action, "overwritten");
    assert.equal(await read(files, path), "three");
    assert.equal(await files.remove(path, never), true);
    assert.equal(await files.remove(path, never), false);
    await refusalOf(files.open(path, never), "not-found");
  }
});

test("A draft is not seen before it is committed, and a discarded one leaves nothing", async () => {
  await using made = await world();
  const { files, allowed } = made;
  for (const path of ["x.txt", `file://${allowed}/x.txt`]) {
    const options = { ifExists: "overwrite", createDirectories: false } as const;
    const draft = await files.create(path, options, never);
    await draft.write(new TextEncoder().encode("half"));
    await refusalOf(files.open(path, never), "not-found");
    await draft.discard();
    await refusalOf(files.open(path, never), "not-found");
  }
  assert.deepEqual(await readdir(allowed), []);
});

test("Appending to a file that another writer changed meanwhile is a conflict", async () => {
  await using made = await world();
  const { files } = made;
  await write(files, "log", "a");
  const draft = await files.create("log", { ifExists: "append", createDirectories: false }, never);
  await write(files, "log", "b", "append");
  await refusalOf(draft.commit(), "conflict");
  assert.equal(await read(files, "log"), "ab");
});

test("T22 Another org, other schemes and the machine's files are out of reach", async () => {
  await using made = await world();
  const { files, allowed } = made;
  await writeFile(join(allowed, "in"), "in");
  assert.equal(await read(files, `file://${allowed}/in`), "in");
  await refusalOf(files.open("/otherOrg/shared/x", never), "path-not-allowed");
  await refusalOf(files.open("../../../otherOrg/shared/x", never), "path-not-allowed");
  await refusalOf(files.open("file:///etc/passwd", never), "path-not-allowed");
  await refusalOf(files.open(`file://${allowed}/../db`, never), "path-not-allowed");
  const unsupported = await refusalOf(files.open("s3:///bucket/x", never), "not-supported");
  assert.match(unsupported.message, /`s3:`/);
  await refusalOf(files.open("unknown://host/x", never), "not-supported");
});

test("A directory lists its projects and files, and is made when the writer says so", async () => {
  await using made = await world();
  const { files } = made;
  await refusalOf(write(files, "../two/x", "x"), "not-found");
  await write(files, "../two/x", "x", "overwrite", true);
  const names = async (path: string) =>
    (await files.list(path, never)).map((entry) => `${entry.type} ${entry.path}`);
  assert.deepEqual(await names("../two"), ["file /myOrg/Team/two/x"]);
  assert.deepEqual(await names("/myOrg"), ["directory /myOrg/Team", "directory /myOrg/shared"]);
  assert.deepEqual(await names("/myOrg/Team"), [
    "directory /myOrg/Team/one",
    "directory /myOrg/Team/shared",
    "directory /myOrg/Team/two",
  ]);
  await refusalOf(files.list("../none", never), "not-found");
});

test("A pipeline is found in the project, in shared of the space, in shared of the org, in that order", async () => {
  await using made = await world();
  const from = "/myOrg/Team/one/main";
  const found = async (path: string) => (await made.host.loadPipeline(path, from, never)).path;
  await made.store("shared", "child");
  assert.equal(await found("child"), "/myOrg/shared/child");
  await made.store("Team/shared", "child");
  assert.equal(await found("child"), "/myOrg/Team/shared/child");
  await made.store("Team/one", "child");
  assert.equal(await found("child"), "/myOrg/Team/one/child");
  assert.equal(await found("../shared/child"), "/myOrg/Team/shared/child");
  assert.equal(await found("/myOrg/shared/child"), "/myOrg/shared/child");
  const missing = await refusalOf(found("chidl"), "not-found");
  assert.match(missing.reason, /"\/myOrg\/Team\/one\/chidl", "\/myOrg\/Team\/shared\/chidl"/);
  assert.match(missing.resolution, /Did you mean "child"/);
  await refusalOf(found("/otherOrg/shared/child"), "path-not-allowed");
});

test("A file written on the machine makes its directories and leaves no partial neighbour behind", async () => {
  await using made = await world();
  const { files, allowed } = made;
  await write(files, `file://${allowed}/deep/er/x`, "text", "overwrite", true);
  assert.equal(await readFile(join(allowed, "deep/er/x"), "utf8"), "text");
  assert.deepEqual(await readdir(join(allowed, "deep/er")), ["x"]);
});

test("paths that name the same file are the same file, whether or not it is there", async () => {
  await using own = await world();
  const identify = (path: string): Promise<string> => own.files.identify(path, never);
  const one = await identify("a.csv");
  for (const path of ["sldb:///a.csv", "../one/a.csv", "/myOrg/Team/one/a.csv"]) {
    assert.equal(await identify(path), one);
  }
  const local = await identify(`file://${own.allowed}/a.csv`);
  assert.equal(await identify(`file://${own.allowed}/./a.csv`), local);
  assert.equal(new Set([one, local, await identify("../shared/a.csv")]).size, 3);
});
