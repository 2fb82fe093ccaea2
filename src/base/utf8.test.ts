import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { decodeUtf8, leadingContinuationBytes, trailingPartialBytes } from "./utf8.ts";

test("a text cut at any byte decodes once the broken characters at its ends are left out", () => {
  const text = fc.string({ unit: "binary", minLength: 1 });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, from, to) => {
      const bytes = Buffer.from(whole);
      const start = from % bytes.length;
      const end = start + (to % (bytes.length - start + 1));
      const part = bytes.subarray(start, end);
      const skipped = Math.min(leadingContinuationBytes(part), part.length);
      const rest = part.subarray(skipped);
      const decoded = decodeUtf8(rest.subarray(0, rest.length - trailingPartialBytes(rest)));
      assert.ok(decoded !== undefined);
      assert.ok(whole.includes(decoded));
    }),
  );
});

test("bytes that are not UTF-8 decode to nothing, and a byte order mark stays", () => {
  assert.equal(decodeUtf8(Buffer.from([0xff])), undefined);
  assert.equal(decodeUtf8(Buffer.from([0xed, 0xa0, 0x80])), undefined);
  assert.equal(decodeUtf8(Buffer.from("\uFEFFa")), "\uFEFFa");
});
