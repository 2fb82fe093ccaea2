import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Refusal } from "../base/errors.ts";
import { decodeBase64 } from "./decode-base64.ts";

test("what was encoded comes back, in both alphabets and over several lines", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const buffer = Buffer.from(bytes);
      const text = buffer.toString("base64");
      assert.deepEqual(decodeBase64(text, "x"), buffer);
      assert.deepEqual(decodeBase64(buffer.toString("base64url"), "x"), buffer);
      assert.deepEqual(decodeBase64(text.replaceAll(/(.{10})/g, "$1\r\n"), "x"), buffer);
    }),
  );
});

const refused: readonly (readonly [string, RegExp, RegExp])[] = [
  ["id,price", /not base64/, /"," was found at character 2/],
  ["a=b=", /not base64/, /"=" was found at character 1/],
  ["YWJjZ", /not complete base64/, /5 characters cannot be whole bytes/],
  ["data:text/plain;base64,YWJj", /not base64/, /":" was found/],
];

for (const [text, error, reason] of refused) {
  test(`${text} is refused`, () => {
    assert.throws(
      () => decodeBase64(text, "file_content"),
      (thrown) => {
        assert.ok(thrown instanceof Refusal);
        assert.equal(thrown.code, "invalid-content");
        assert.match(thrown.message, error);
        assert.match(thrown.message, /`file_content`/);
        assert.match(thrown.reason, reason);
        return true;
      },
    );
  });
}
