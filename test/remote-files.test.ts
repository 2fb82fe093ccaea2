import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { defaultLimits } from "../src/base/limits.ts";
import { createEgress } from "../src/engine/egress/create-egress.ts";
import { publicAndLoopback } from "../src/engine/egress/egress-policy.ts";
import type { SnapDefinition, SnapExample } from "../src/engine/define-snap.ts";
import directoryBrowser from "../src/snaps/read/directory-browser.ts";
import filePoller from "../src/snaps/read/file-poller.ts";
import fileReader from "../src/snaps/read/file-reader.ts";
import s3Browser from "../src/snaps/read/s3-browser.ts";
import s3Download from "../src/snaps/read/s3-download.ts";
import s3FileReader from "../src/snaps/read/s3-file-reader.ts";
import zipfileRead from "../src/snaps/read/zipfile-read.ts";
import fileDelete from "../src/snaps/write/file-delete.ts";
import fileOperation from "../src/snaps/write/file-operation.ts";
import fileWriter from "../src/snaps/write/file-writer.ts";
import s3FileWriter from "../src/snaps/write/s3-file-writer.ts";
import s3Upload from "../src/snaps/write/s3-upload.ts";
import zipfileWrite from "../src/snaps/write/zipfile-write.ts";
import { runSnap } from "./support/run-snap.ts";
import { type S3Server, startS3Server } from "./support/servers/s3-server.ts";
import { type SftpServer, startSftpServer } from "./support/servers/sftp-server.ts";

describe("Snaps over files of other machines", () => {
  const egress = createEgress(publicAndLoopback, defaultLimits);
  let root = "";
  let sftp: SftpServer;
  let s3: S3Server;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), "slipway-remote-"));
    await mkdir(join(root, "files"));
    await mkdir(join(root, "objects"));
    sftp = await startSftpServer(join(root, "files"));
    s3 = await startS3Server(join(root, "objects"));
  });
  after(async () => {
    egress.dispose();
    await sftp[Symbol.asyncDispose]();
    await s3[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  const url = (name: string): string => `sftp://127.0.0.1:${sftp.port}/${name}`;
  async function overSftp(snap: SnapDefinition, example: Partial<SnapExample>) {
    const account = { type: "basic", values: { username: "ada", password: "lovelace" } };
    return await runSnap(snap, { account, ...example }, { egress });
  }
  async function overS3(snap: SnapDefinition, example: Partial<SnapExample>) {
    const values = {
      accessKeyId: "S3RVER",
      secretKey: "S3RVER",
      s3Endpoint: s3.endpoint,
      forcePathStyle: true,
    };
    return await runSnap(snap, { account: { type: "s3", values }, ...example }, { egress });
  }

  it("write, list, poll, read, move and delete over SFTP", async () => {
    const written = await overSftp(fileWriter, {
      settings: { filename: { expression: `'${url("in/")}' + $name` }, createDir: true },
      given: [
        { header: { name: "b.csv" }, content: "id\n2\n" },
        { header: { name: "a.csv" }, content: "id\n1\n" },
      ],
    });
    assert.equal(written.failure, undefined);
    const listed = await overSftp(directoryBrowser, {
      settings: { Directory: url("in"), Filter: "*.csv" },
    });
    assert.partialDeepStrictEqual(listed.outputs["output0"], [
      { Name: "a.csv", Path: url("in/a.csv"), Size: 5 },
      { Name: "b.csv" },
    ]);
    const polled = await overSftp(filePoller, {
      settings: { Directory: url("in"), Filter: "b*", pollingTimeout: 0 },
    });
    assert.deepEqual(polled.outputs["output0"], [{ path: url("in/b.csv") }]);
    const logins = sftp.logins();
    const read = await overSftp(fileReader, {
      settings: { filePath: { expression: "$path" } },
      given: [{ path: url("in/a.csv") }, { path: url("in/c.csv") }, { path: url("in/b.csv") }],
      errors: [{}],
    });
    assert.equal(sftp.logins() - logins, 1);
    assert.partialDeepStrictEqual(read.outputs["output0"], [
      { content: "id\n1\n", header: { "content-length": 5 } },
      { content: "id\n2\n" },
    ]);
    assert.equal(read.errors.length, 1);
    assert.match(JSON.stringify(read.errors[0]), /Did you mean/);
    await overSftp(fileOperation, { settings: { source: url("in/a.csv"), target: url("a.csv") } });
    await overSftp(fileOperation, {
      settings: { source: "local.csv", target: url("c.csv"), fileOperation: "Copy" },
      files: { "local.csv": "local" },
    });
    await overSftp(fileDelete, { settings: { filePath: url("in/b.csv") } });
    assert.deepEqual((await readdir(join(root, "files"))).toSorted(), ["a.csv", "c.csv", "in"]);
    assert.equal(await readFile(join(root, "files/c.csv"), "utf8"), "local");
    assert.deepEqual(await readdir(join(root, "files/in")), []);
  });

  it("write and read archives over SFTP", async () => {
    const wrote = await overSftp(zipfileWrite, {
      settings: { filename: url("a.zip") },
      given: [{ header: { "content-location": "one.txt" }, content: "1" }],
    });
    assert.equal(wrote.failure, undefined);
    const read = await overSftp(zipfileRead, { settings: { filePath: url("a.zip") } });
    assert.partialDeepStrictEqual(read.outputs["output0"], [{ content: "1" }]);
  });

  it("upload, browse and download objects", async () => {
    const uploaded = await overS3(s3Upload, {
      settings: { bucket: "shop", objectKey: { expression: "'in/' + $name" } },
      given: [
        { header: { name: "ä +%.csv" }, content: "id\n1\n" },
        { header: { name: "big.bin" }, content: "x".repeat(100) },
      ],
    });
    assert.partialDeepStrictEqual(uploaded.outputs["output0"], [
      { bucket: "shop", objectKey: "in/ä +%.csv", size: 5 },
      { size: 100 },
    ]);
    const browsed = await overS3(s3Browser, { settings: { bucket: "shop", prefix: "in" } });
    assert.partialDeepStrictEqual(browsed.outputs["output0"], [
      { name: "big.bin", type: "file", size: 100, key: "in/big.bin" },
      { name: "ä +%.csv", path: "s3:///shop/in/ä +%.csv" },
    ]);
    const downloaded = await overS3(s3Download, {
      settings: { bucket: "shop", objectKey: { expression: "$key" } },
      given: [{ key: "in/ä +%.csv" }, { key: "in/none" }],
      errors: [{}],
    });
    assert.partialDeepStrictEqual(downloaded.outputs["output0"], [
      { content: "id\n1\n", header: { key: "in/ä +%.csv", "content-length": 5 } },
    ]);
    assert.partialDeepStrictEqual(downloaded.errors, [{ original: { key: "in/none" } }]);
    await overS3(s3FileWriter, {
      settings: { filename: "s3:///shop/w.txt" },
      given: [{ content: "w" }],
    });
    const read = await overS3(s3FileReader, { settings: { filePath: "s3://shop/w.txt" } });
    assert.partialDeepStrictEqual(read.outputs["output0"], [{ content: "w" }]);
  });

  it("name the account that a path needs", async () => {
    const { failure } = await runSnap(
      fileReader,
      { settings: { filePath: url("a.csv") } },
      { egress },
    );
    assert.match(failure ?? "", /needs an account[^]*SSH or Basic Auth/);
    const other = await overSftp(fileReader, { settings: { filePath: "s3:///shop/w.txt" } });
    assert.match(other.failure ?? "", /needs an account[^]*Amazon S3/);
  });

  it("keep what a document says from leading elsewhere", async () => {
    await writeFile(join(root, "secret.txt"), "secret");
    const { outputs, errors } = await overSftp(fileReader, {
      settings: { filePath: { expression: `'${url("in/")}' + $name` } },
      given: [{ name: "../../secret.txt" }, { name: "%2e%2e/x" }, { name: "a\r\nb" }],
      errors: [{}],
    });
    assert.deepEqual(outputs["output0"], []);
    assert.equal(errors.length, 3);
    for (const error of errors)
      assert.match(JSON.stringify(error), /is not a path that can be used/);
  });
});
