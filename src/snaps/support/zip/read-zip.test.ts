import assert from "node:assert/strict";
import { access, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { defaultLimits, type Limits } from "../../../base/limits.ts";
import { diskSpillSpace } from "../../../engine/spill/disk-spill-space.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { contentOf, readAll } from "../binary/content.ts";
import { readZip } from "./read-zip.ts";

interface ZipSource {
  readonly name: string;
  readonly content: Uint8Array;
  readonly encrypted?: boolean;
}

/** A ZIP archive made by hand, so that names and flags can be what no well-meaning tool writes. */
function zipOf(sources: readonly ZipSource[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, encrypted = false } of sources) {
    const nameBytes = Buffer.from(name, "utf8");
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 0x801 : 0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x5821, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), made, common, tail, nameBytes]),
    );
    files.push(file);
    offset += file.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(sources.length, 4);
  end.writeUInt16LE(sources.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, entries, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const text = (content: string) => Buffer.from(content, "utf8");

async function withZip<T>(
  archive: Uint8Array,
  changes: Partial<Limits>,
  use: (binaries: ReturnType<typeof readZip>, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-zip-"));
  const limits = { ...defaultLimits, ...changes };
  const { signal } = new AbortController();
  const spill = diskSpillSpace(directory, limits);
  try {
    return await use(
      readZip(contentOf(archive), { spill, limits, signal, name: "a.zip" }),
      directory,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function unpack(
  archive: Uint8Array,
  changes: Partial<Limits> = {},
): Promise<[unknown, string][]> {
  return await withZip(archive, changes, async (binaries, directory) => {
    const found: [unknown, string][] = [];
    for await (const { header, content } of binaries) {
      const bytes = await readAll(content, 100_000_000, new AbortController().signal);
      found.push([header["content-location"], Buffer.from(bytes).toString("utf8")]);
    }
    assert.deepEqual(await readdir(directory), [], "the scratch file is gone");
    return found;
  });
}

describe("reading a ZIP archive", () => {
  it("gives each file with its name and passes over directories", async () => {
    const archive = zipOf([
      { name: "data/", content: text("") },
      { name: "data/a.csv", content: text("id\n1\n") },
      { name: "é.txt", content: text("") },
    ]);
    assert.deepEqual(await unpack(archive), [
      ["data/a.csv", "id\n1\n"],
      ["é.txt", ""],
    ]);
  });

  it("tells the size and the time", async () => {
    const archive = zipOf([{ name: "a", content: text("abc") }]);
    await withZip(archive, {}, async (binaries) => {
      for await (const { header, content } of binaries) {
        assert.equal(header["content-length"], 3);
        assert.equal(header["last-modified"], "2024-01-01T00:00:00.000Z");
        await readAll(content, 10, new AbortController().signal);
      }
    });
  });

  it("keeps the archive until contents that are read late have been read", async () => {
    const archive = zipOf([
      { name: "a", content: text("A") },
      { name: "b", content: text("B") },
    ]);
    await withZip(archive, {}, async (binaries, directory) => {
      const contents = [];
      for await (const { content } of binaries) contents.push(content);
      const [scratch = ""] = await readdir(directory);
      const { signal } = new AbortController();
      const texts = [];
      for (const content of contents) texts.push(String(await readAll(content, 10, signal)));
      assert.deepEqual(texts, ["A", "B"]);
      await assert.rejects(access(join(directory, scratch)));
    });
  });

  it("reads backslashes in names as slashes", async () => {
    assert.deepEqual(await unpack(zipOf([{ name: "data\\x", content: text("1") }])), [
      ["data/x", "1"],
    ]);
  });

  const zeros = new Uint8Array(4 * 1024 * 1024);
  const broken: readonly [string, Buffer, Partial<Limits>, RegExp, RegExp][] = [
    ["what is no archive", text("hello"), {}, /cannot be read/, /Expected a ZIP archive/],
    [
      "an archive cut short",
      zipOf([{ name: "a", content: text("abc") }]).subarray(0, 30),
      {},
      /cannot be read/,
      /Expected a ZIP archive/,
    ],
    ["nothing", text(""), {}, /cannot be read/, /Expected a ZIP archive/],
    [
      "an absolute name",
      zipOf([{ name: "/etc/x", content: text("1") }]),
      {},
      /cannot be read/,
      /absolute path/,
    ],
    [
      "a name that leads out",
      zipOf([{ name: "../x", content: text("1") }]),
      {},
      /cannot be read/,
      /invalid relative path/,
    ],
    [
      "too many entries",
      zipOf([
        { name: "a", content: text("") },
        { name: "b", content: text("") },
      ]),
      { archiveEntriesMax: 1 },
      /too large/,
      /at most 1 entries \(archiveEntriesMax\)/,
    ],
    [
      "too many bytes",
      zipOf([{ name: "a", content: text("abc") }]),
      { archiveBytesMax: 2 },
      /too large/,
      /at most 2 bytes of content \(archiveBytesMax\)/,
    ],
    [
      "a bomb",
      zipOf([{ name: "a", content: zeros }]),
      { archiveRatioMax: 100 },
      /too large/,
      /at most 100 times the archive \(archiveRatioMax\)/,
    ],
    [
      "an encrypted entry",
      zipOf([{ name: "a", content: text("x"), encrypted: true }]),
      {},
      /encrypted/,
      /"a" needs one/,
    ],
  ];
  for (const [title, archive, limits, error, reason] of broken) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(unpack(archive, limits), (failure: unknown) => {
        assert.ok(failure instanceof SnapFailure, String(failure));
        assert.match(failure.message, error);
        assert.match(failure.reason, reason);
        return true;
      });
    });
  }
});
