import assert from "node:assert/strict";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { temporaryDirectory } from "../../../test/support/temporary-directory.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { serverKeyIn } from "./server-key.ts";

describe("the key of a data directory", () => {
  it("opens what it sealed, under the same label and unaltered alone", async () => {
    await using directory = await temporaryDirectory();
    const key = serverKeyIn(directory.path);
    const sealed = await key.seal("one", "ä text");
    assert.ok(!sealed.includes("text"));
    assert.notEqual(await key.seal("one", "ä text"), sealed);
    assert.equal(await serverKeyIn(directory.path).open("one", sealed), "ä text");
    assert.equal(await key.open("two", sealed), undefined);
    for (let at = 0; at < sealed.length - 1; at += 7) {
      const other = sealed[at] === "A" ? "B" : "A";
      const altered = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
      assert.equal(await key.open("one", altered), undefined, String(at));
    }
    for (const text of ["", "short", "!".repeat(100)]) {
      assert.equal(await key.open("one", text), undefined);
    }
  });

  it("is one file for its owner alone, whoever of many makes it first", async () => {
    await using directory = await temporaryDirectory();
    const many = Array.from({ length: 10 }, () => serverKeyIn(directory.path));
    const sealed = await Promise.all(many.map((key) => key.seal("x", "y")));
    for (const text of sealed) assert.equal(await many[0]?.open("x", text), "y");
    assert.deepEqual(await readdir(directory.path), ["server.key"]);
    const path = join(directory.path, "server.key");
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.match(await readFile(path, "utf8"), /^[A-Za-z0-9_-]{43}\n$/);
  });

  it("is refused when the file holds something else", async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, "server.key"), "not a key");
    const refusal = await refusalOf(serverKeyIn(directory.path).seal("x", "y"), "unavailable");
    assert.match(refusal.resolution, /signing-key rotate --discard-old/);
    assert.ok(!JSON.stringify(refusal).includes("not a key"));
  });
});
