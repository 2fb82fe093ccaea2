import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { freshControl, openControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import type { Caller } from "../caller.ts";
import type { Control } from "../control.ts";
import type { FilePart } from "./files.ts";

const where = { org: "myOrg", projectPath: "shared" };
const never = new AbortController().signal;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function upload(
  control: Control,
  caller: Caller,
  name: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  overwrite = true,
) {
  return await control.files.upload(caller, { ...where, name, content, overwrite }, never);
}

async function read(
  control: Control,
  caller: Caller,
  name: string,
  part?: FilePart,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  const opened = await control.files.open(caller, { ...where, name }, part);
  for await (const chunk of opened.content) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).length, opened.length);
  return Buffer.concat(chunks).toString();
}

async function blobCount(path: string): Promise<number> {
  const entries = await readdir(join(path, "files"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

test("T8 T10 What is uploaded comes back byte for byte, whole or in parts", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  const stored = await upload(control, admin, "a.txt", bytes("0123456789"));
  assert.equal(stored.action, "created");
  assert.equal(stored.path, "/myOrg/shared/a.txt");
  assert.equal(stored.sha256, createHash("sha256").update("0123456789").digest("hex"));
  assert.equal(stored.contentType, "text/plain");
  assert.equal(await read(control, admin, "a.txt"), "0123456789");
  assert.equal(await read(control, admin, "a.txt", { offset: 3, maxBytes: 4 }), "3456");
  assert.equal(await read(control, admin, "a.txt", { offset: 99 }), "");
  const part = await control.files.open(admin, { ...where, name: "a.txt" }, { maxBytes: 4 });
  assert.deepEqual([part.truncated, part.length, part.file.size], [true, 4, 10]);
  for await (const chunk of part.content) assert.equal(chunk.byteLength, 4);
  const target = { ...where, name: "a.txt" };
  await refusalOf(control.files.open(admin, target, { offset: -1 }), "invalid-argument");
});

test("T8 Overwriting keeps one blob, and not overwriting refuses", async () => {
  await using fresh = await freshControl();
  const { control, admin, path } = fresh;
  const before = await blobCount(path);
  await upload(control, admin, "a.txt", bytes("one"));
  await refusalOf(upload(control, admin, "a.txt", bytes("two"), false), "already-exists");
  assert.equal(await read(control, admin, "a.txt"), "one");
  assert.equal((await upload(control, admin, "a.txt", bytes("two"))).action, "overwritten");
  await upload(control, admin, "b.txt", bytes("two"));
  assert.equal(await blobCount(path), before + 1);
  await control.files.remove(admin, { ...where, name: "a.txt" });
  assert.equal(await read(control, admin, "b.txt"), "two");
});

test("T8 An upload that breaks, is aborted or passes the limit leaves nothing", async () => {
  await using fresh = await freshControl({ limits: { fileBytesMax: 1_000 } });
  const { control, admin, path } = fresh;
  const before = await blobCount(path);
  async function* breaking(): AsyncIterable<Uint8Array> {
    yield bytes("half");
    await Promise.resolve();
    throw new Error("the client went away");
  }
  await assert.rejects(upload(control, admin, "broken", breaking()), /went away/);
  const large = await refusalOf(
    upload(control, admin, "large", new Uint8Array(1_001)),
    "too-large",
  );
  assert.match(large.reason, /1000 bytes \(limit `fileBytesMax`\)/);
  const order = { ...where, name: "aborted", content: bytes("x"), overwrite: true };
  const aborted = AbortSignal.abort(new Error("cancelled"));
  await assert.rejects(control.files.upload(admin, order, aborted), /cancelled/);
  await upload(control, admin, "exact", new Uint8Array(1_000));
  assert.deepEqual(
    (await control.files.list(admin, where)).files.map((file) => file.name),
    ["exact"],
  );
  assert.equal(await blobCount(path), before + 1);
});

test("T8 Names that are no names are refused", async () => {
  await using fresh = await freshControl();
  const names = ["", ".", "..", "a/b", "../a", "a\\b", "a\nb", "a\u0000", " a", "x".repeat(256)];
  for (const name of names) {
    await refusalOf(upload(fresh.control, fresh.admin, name, bytes("x")), "invalid-argument");
  }
  for (const name of ["__proto__", "100%_done", "ünï.csv", "a:b", "…"]) {
    await upload(fresh.control, fresh.admin, name, bytes(name));
    assert.equal(await read(fresh.control, fresh.admin, name), name);
  }
});

test("T9 A list in pages gives every file once, by name, and ends", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  const names = ["B.csv", "a%b.csv", "a_b.csv", "axb.csv", "c.json", "d.CSV", "e.csv"];
  for (const name of names) await upload(control, admin, name, bytes(name));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await control.files.list(admin, { ...where, limit: 2, cursor });
    assert.ok(page.files.length > 0);
    seen.push(...page.files.map((file) => file.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.deepEqual(seen, names.toSorted());
  const matching = async (nameContains: string): Promise<string[]> =>
    (await control.files.list(admin, { ...where, nameContains })).files.map((file) => file.name);
  assert.deepEqual(await matching("A_B"), ["a_b.csv"]);
  assert.deepEqual(await matching("%"), ["a%b.csv"]);
  assert.deepEqual(await matching(".json"), ["c.json"]);
  for (const limit of [0, 1_001, 1.5]) {
    await refusalOf(control.files.list(admin, { ...where, limit }), "invalid-argument");
  }
  await refusalOf(control.files.list(admin, { ...where, cursor: "@" }), "invalid-argument");
});

test("T11 A move keeps the content, overwrites only when told to, and never leaves the org", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  await upload(control, admin, "a", bytes("one"));
  await upload(control, admin, "b", bytes("two"));
  const move = (name: string, destinationName: string, overwrite = false) =>
    control.files.move(admin, { ...where, name, destinationName, overwrite });
  await refusalOf(move("a", "b"), "already-exists");
  await refusalOf(move("a", "a"), "invalid-argument");
  await refusalOf(move("a", "../x"), "invalid-argument");
  await refusalOf(move("none", "x"), "not-found");
  const moved = await move("a", "b", true);
  assert.deepEqual([moved.from, moved.to], ["/myOrg/shared/a", "/myOrg/shared/b"]);
  assert.equal(await read(control, admin, "b"), "one");
  const away = { ...where, name: "b", destinationPath: "myProject", overwrite: false };
  assert.equal((await control.files.move(admin, away)).to, "/myOrg/myProject/b");
  await refusalOf(control.files.stat(admin, { ...where, name: "b" }), "not-found");
});

test("T12 A file that is removed is gone, and one that is not there is named with near ones", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  await upload(control, admin, "orders.csv", bytes("x"));
  const target = { ...where, name: "order.csv" };
  const missing = await refusalOf(control.files.remove(admin, target), "not-found");
  assert.match(missing.resolution, /Did you mean "orders.csv"/);
  const removed = await control.files.remove(admin, { ...where, name: "orders.csv" });
  assert.equal(removed.path, "/myOrg/shared/orders.csv");
  assert.deepEqual((await control.files.list(admin, where)).files, []);
});

test("T10 A reader keeps what it opened while the file is replaced again and again", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  const target = { ...where, name: "hot" };
  await upload(control, admin, "hot", bytes("v0"));
  const replacing = (async () => {
    for (let round = 1; round <= 20; round++)
      await upload(control, admin, "hot", bytes(`v${round}`));
  })();
  for (let round = 0; round < 60; round++) {
    const opened = await control.files.open(admin, target);
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.content) chunks.push(chunk);
    const sha256 = createHash("sha256").update(Buffer.concat(chunks)).digest("hex");
    assert.equal(sha256, opened.file.sha256);
  }
  await replacing;
});

test("T8 A start removes blobs that nothing refers to, and keeps the others", async () => {
  await using fresh = await freshControl();
  const { control, admin, path } = fresh;
  await upload(control, admin, "keep", bytes("keep"));
  const count = await blobCount(path);
  await control[Symbol.asyncDispose]();
  const stray = join(path, "files", "blobs", "00");
  await mkdir(stray, { recursive: true });
  await writeFile(join(stray, `00${"0".repeat(62)}`), "stray");
  await writeFile(join(path, "files", "drafts", "left"), "left");
  await using again = await openControl(path);
  assert.equal(await blobCount(path), count);
  assert.equal(await read(again, admin, "keep"), "keep");
});
