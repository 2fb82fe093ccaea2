import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { defaultLimits } from "../../base/limits.ts";
import { diskSpillSpace } from "../../engine/spill/disk-spill-space.ts";
import { toText } from "../../expr/to-text.ts";
import { contentOf, readAll } from "../support/binary/content.ts";
import { entryNames } from "../support/zip/entry-name.ts";
import { readZip } from "../support/zip/read-zip.ts";
import { writeZip, type ZipSource } from "../support/zip/write-zip.ts";
import zipfileWrite from "./zipfile-write.ts";

type Named = readonly [name: string, content: Uint8Array];

async function pack(files: readonly Named[]): Promise<Uint8Array[]> {
  async function* sources(): AsyncIterable<ZipSource> {
    for (const [name, content] of files) yield { name, content: contentOf(content) };
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeZip(sources())) chunks.push(chunk);
  return chunks;
}

async function unpack(archive: readonly Uint8Array[]): Promise<Named[]> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-zip-"));
  const { signal } = new AbortController();
  const spill = diskSpillSpace(directory, defaultLimits);
  const found: Named[] = [];
  try {
    const options = { spill, limits: defaultLimits, signal, name: "a.zip" };
    for await (const { header, content } of readZip(contentOf(...archive), options)) {
      found.push([
        toText(header["content-location"] ?? null),
        new Uint8Array(await readAll(content, 1e8, signal)),
      ]);
    }
    return found;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function* failing(): AsyncIterable<Uint8Array> {
  yield Uint8Array.of(1);
  throw new Error("lost");
}

async function* failingSources(): AsyncIterable<ZipSource> {
  yield { name: "a", content: failing() };
}

describe("ZipFile Write", () => {
  it("is read back by ZipFile Read", async () => {
    const files = fc.array(fc.tuple(fc.stringMatching(/^[a-zé]{1,5}\.csv$/), fc.uint8Array()), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const named = given.map(([name, bytes]): Named => [name, new Uint8Array(bytes)]);
        assert.deepEqual(await unpack(await pack(named)), named);
      }),
      { numRuns: 30 },
    );
  });

  it("packs content larger than what streams hold", async () => {
    const large = new Uint8Array(3_000_000).map((_, index) => (index * 2_654_435_761) >>> 13);
    const [[name, content] = ["", new Uint8Array()]] = await unpack(
      await pack([
        ["a", large],
        ["b", large],
      ]),
    );
    assert.equal(name, "a");
    assert.ok(Buffer.from(content).equals(large));
  });

  it("ends with what a content throws, and leaves nothing behind", async () => {
    await assert.rejects(async () => {
      for await (const _ of writeZip(failingSources()));
    }, /lost/);
  });

  it("stops when nobody reads on", async () => {
    let isClosed = false;
    async function* endless(): AsyncIterable<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(65_536).map(() => Math.trunc(Math.random() * 256));
      } finally {
        isClosed = true;
      }
    }
    async function* sources(): AsyncIterable<ZipSource> {
      yield { name: "a", content: endless() };
    }
    for await (const _ of writeZip(sources())) break;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    assert.ok(isClosed);
  });

  for (const [location, directory, expected] of [
    ["a.csv", "", "a.csv"],
    ["in/a.csv", "", "in/a.csv"],
    ["/myOrg/myProject/a.csv", "", "a.csv"],
    ["sldb:///x/a.csv", "", "a.csv"],
    ["../../etc/passwd", "", "passwd"],
    ["x/../../a", "", "x/a"],
    ["C:\\temp\\a.csv", "", "a.csv"],
    ["a\\b.csv", "", "a/b.csv"],
    ["a\u0000b:c", "", "a_b_c"],
    ["..", "", "file-1"],
    ["/", "/../out/", "out/file-1"],
    [undefined, "", "file-1"],
    ["a.csv", "/year/./2026/", "year/2026/a.csv"],
  ] as const) {
    it(`calls ${JSON.stringify(location)} in "${directory}" ${expected}`, () => {
      const header = location === undefined ? {} : { "content-location": location };
      assert.equal(entryNames().nameFor(header, directory), expected);
    });
  }

  it("numbers names that are there already, whatever their case", () => {
    const names = entryNames();
    const call = (location: string) => names.nameFor({ "content-location": location }, "");
    assert.deepEqual(["a.csv", "A.csv", "a.csv", "x/.env", "x/.env", "b", "b"].map(call), [
      "a.csv",
      "A-2.csv",
      "a-3.csv",
      "x/.env",
      "x/.env-2",
      "b",
      "b-2",
    ]);
  });

  it("refuses more binaries than an archive may have, and writes nothing", async () => {
    const outcome = await runSnap(
      zipfileWrite,
      {
        settings: { filename: "a.zip" },
        given: [{ content: "1" }, { content: "2" }],
        writes: { "a.zip": "" },
      },
      { limits: { archiveEntriesMax: 1 } },
    );
    assert.match(outcome.failure ?? "", /too many binaries[^]*archiveEntriesMax/);
    assert.equal(outcome.file("a.zip"), undefined);
  });

  it("refuses an archive without a name", async () => {
    const settings = { filename: { expression: "$.get('name')" } };
    const outcome = await runSnap(zipfileWrite, { settings, given: [{ content: "1" }] });
    assert.match(outcome.failure ?? "", /`filename` has no value/);
  });
});
