import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { array, assert as assertProperty, constantFrom, property } from "fast-check";
import { Refusal } from "../../../../base/errors.ts";
import { problemOf, readRemotePath } from "./remote-path.ts";

describe("a path of another machine", () => {
  it("is read as it is written, with nothing decoded", () => {
    assert.partialDeepStrictEqual(readRemotePath("sftp://[::1]:2222//in//a b%20ä.csv"), {
      scheme: "sftp",
      host: "[::1]",
      port: 2222,
      path: "/in/a b%20ä.csv",
    });
    assert.partialDeepStrictEqual(readRemotePath("S3:///shop/in/a..b/..c"), {
      scheme: "s3",
      host: "",
      path: "/shop/in/a..b/..c",
    });
    assert.partialDeepStrictEqual(readRemotePath("ftps://files.example.com"), { path: "/" });
  });

  it("is told from every other path", () => {
    for (const path of ["a.csv", "sldb:///a", "file:///a", "../x", "/Org/P/x", "hdfs://h/x", "a:b"])
      assert.equal(readRemotePath(path), undefined);
  });

  for (const path of [
    "sftp://host/../etc/passwd",
    "sftp://host/a/./b",
    "ftp://host/a/..",
    "s3:///shop/../other/key",
    "s3:///shop/%2e%2e/key",
    "sftp://host/%2E%2e/x",
    "sftp://host/.%2e/x",
    "sftp://host/%252e%252e/x",
    "sftp://host/..%2fetc",
    "sftp://host/a%2f..%2fb",
    "sftp://host/a%5c..%5cb",
    "sftp://host/%c0%ae%c0%ae/x",
    "sftp://host/a%c0%afb",
    "sftp://host/a%00.csv",
    "sftp://host/a\0.csv",
    "ftp://host/a\r\nDELE b",
    "ftp://host/a%0d%0aDELE b",
    "ftp://host/a%250d%250aDELE b",
    "ftp://host/a\u2028b",
    "sftp://host/a\\..\\b",
    "sftp:host/a",
    "sftp:/etc/passwd",
    "sftp:///etc/passwd",
    "sftp://host:0/x",
    "sftp://host:70000/x",
    "sftp://ho:st:22/x",
  ]) {
    it(`is refused for ${JSON.stringify(path)}`, () => {
      assert.throws(
        () => readRemotePath(path),
        (failure) => failure instanceof Refusal && failure.code === "path-not-allowed",
      );
    });
  }

  it("is refused with a login in it, which is not repeated", () => {
    assert.throws(
      () => readRemotePath("sftp://ada:s3cret@host/x"),
      (failure) =>
        failure instanceof Refusal && !`${failure.message}${failure.reason}`.includes("s3cret"),
    );
  });

  it("never has a segment that leads up, however it is spelled", () => {
    const pieces = ["..", ".", "%2e", "%2E", "%252e", "/", "%2f", "a", "\\", "%5c", "%00", "\n"];
    assertProperty(
      property(array(constantFrom(...pieces), { maxLength: 6 }), (parts) => {
        const path = `/${parts.join("")}`;
        if (problemOf(path) !== undefined) return;
        const decoded = decodeURIComponent(decodeURIComponent(path));
        assert.equal(
          decoded.split(/[/\\]/).some((one) => one === ".." || one === "."),
          false,
        );
        assert.equal(decoded.split("/").length, path.split("/").length);
      }),
    );
  });
});
