import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { charsetNamed } from "./charset.ts";
import { decodeText } from "./decode-text.ts";
import { encodingOf } from "./encode-text.ts";

const { signal } = new AbortController();

async function decode(
  bytes: Uint8Array,
  charset: string,
  size = bytes.length + 1,
): Promise<string> {
  async function* pieces(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  let text = "";
  for await (const piece of decodeText(pieces(), charsetNamed(charset), signal)) text += piece;
  return text;
}

describe("decoding text", () => {
  const cases: readonly [string, readonly number[], string, string][] = [
    ["takes off a UTF-8 mark", [0xef, 0xbb, 0xbf, 0x61], "Auto BOM detect", "a"],
    ["takes off a UTF-8 mark that is not asked for", [0xef, 0xbb, 0xbf, 0x61], "UTF-8", "a"],
    ["follows a UTF-16LE mark", [0xff, 0xfe, 0x61, 0x00], "Auto BOM detect", "a"],
    ["follows a UTF-16BE mark", [0xfe, 0xff, 0x00, 0x61], "Auto BOM detect", "a"],
    ["reads UTF-16 without a mark as big-endian", [0x00, 0x61], "UTF-16", "a"],
    ["reads UTF-16 with a little-endian mark", [0xff, 0xfe, 0x61, 0x00], "UTF-16", "a"],
    ["reads ISO-8859-1 byte for byte", [0x80, 0xe9], "ISO-8859-1", "\u0080é"],
    ["reads windows-1252", [0x80, 0xe9], "windows-1252", "€é"],
    ["reads a mark alone as nothing", [0xef, 0xbb, 0xbf], "Auto BOM detect", ""],
    ["reads nothing as nothing", [], "Auto BOM detect", ""],
    ["replaces bytes that are no UTF-8", [0x61, 0xff, 0x62], "UTF-8", "a\ufffdb"],
  ];
  for (const [title, bytes, charset, expected] of cases) {
    it(title, async () => {
      assert.equal(await decode(Uint8Array.from(bytes), charset), expected);
      assert.equal(await decode(Uint8Array.from(bytes), charset, 1), expected);
    });
  }

  it("reads back what was written, however it is cut", async () => {
    const charsets = ["UTF-8", "UTF-16LE", "UTF-16BE"];
    const text = fc.string({ unit: "grapheme" }).filter((one) => !one.startsWith("\ufeff"));
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom(...charsets),
        fc.integer({ min: 1, max: 5 }),
        async (one, name, size) => {
          const bytes = encodingOf(charsetNamed(name)).encode(one);
          assert.equal(await decode(bytes, name, size), one);
        },
      ),
    );
  });

  it("writes what a charset does not have as a question mark", () => {
    assert.deepEqual(
      [...encodingOf(charsetNamed("ISO-8859-1")).encode("é€😀")],
      [0xe9, 0x3f, 0x3f],
    );
    assert.deepEqual([...encodingOf(charsetNamed("windows-1252")).encode("é€")], [0xe9, 0x80]);
  });

  it("names near character sets for one it does not know", () => {
    assert.throws(
      () => charsetNamed("UTF-9"),
      (failure: unknown) =>
        failure instanceof SnapFailure && /Did you mean "UTF-8"/.test(failure.resolution),
    );
  });
});
