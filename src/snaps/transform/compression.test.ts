import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { wordsOf } from "../../../test/support/words-of.ts";
import { believe } from "../../base/believe.ts";
import { defaultLimits, type Limits } from "../../base/limits.ts";
import { contentOf, readAll } from "../support/binary/content.ts";
import { decompress } from "../support/compression/decompress.ts";
import type { CompressionScheme } from "../support/compression/scheme.ts";
import compress from "./compress.ts";
import decompressSnap from "./decompress.ts";

async function packed(
  content: Uint8Array,
  compressionScheme: CompressionScheme,
): Promise<Uint8Array> {
  const outcome = await runSnap(compress, {
    settings: { compressionScheme },
    given: [{ content }],
  });
  assert.equal(outcome.failure, undefined);
  const [binary] = believe<readonly { content: Uint8Array }[]>(outcome.outputs["output0"]);
  return binary?.content ?? new Uint8Array();
}

async function unpacked(
  parts: readonly Uint8Array[],
  scheme: CompressionScheme,
  changes: Partial<Limits> = {},
): Promise<Buffer> {
  const { signal } = new AbortController();
  const limits = { ...defaultLimits, ...changes };
  const content = await decompress(contentOf(...parts), { scheme, limits, signal });
  return Buffer.from(await readAll(content, 1e9, signal));
}

const hello = Buffer.from("hello");

describe("Compress", () => {
  it("writes what others read", async () => {
    assert.deepEqual(gunzipSync(await packed(hello, "GZIP")), hello);
    assert.deepEqual(inflateSync(await packed(hello, "DEFLATE")), hello);
    assert.deepEqual(gunzipSync(await packed(new Uint8Array(), "GZIP")), Buffer.alloc(0));
  });

  it("keeps the header but for the length, and keeps binaries apart", async () => {
    const outcome = await runSnap(compress, {
      given: [
        { header: { name: "a", "content-length": 5 }, content: "hello" },
        { header: { name: "b" }, content: "x" },
      ],
    });
    const binaries = believe<readonly { header: unknown }[]>(outcome.outputs["output0"]);
    assert.deepEqual(
      binaries.map(({ header }) => header),
      [{ name: "a" }, { name: "b" }],
    );
  });

  it("is undone by Decompress", async () => {
    const scheme = fc.constantFrom("GZIP" as const, "DEFLATE" as const);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), scheme, async (content, one) => {
        assert.deepEqual(await unpacked([await packed(content, one)], one), Buffer.from(content));
      }),
      { numRuns: 30 },
    );
  });
});

describe("Decompress", () => {
  it("reads the same whatever the pieces it comes in", async () => {
    for (const [scheme, bytes] of [
      ["GZIP", gzipSync("hello")],
      ["GZIP", Buffer.concat([gzipSync("hel"), gzipSync("lo")])],
      ["DEFLATE", deflateSync("hello")],
      ["DEFLATE", deflateRawSync("hello")],
    ] as const) {
      for (let cut = 0; cut <= bytes.length; cut++) {
        assert.deepEqual(
          await unpacked([bytes.subarray(0, cut), bytes.subarray(cut)], scheme),
          hello,
        );
      }
    }
  });

  it("goes on after a binary that is something else", async () => {
    const outcome = await runSnap(decompressSnap, {
      given: [{ header: { n: 1 }, content: "hello" }, { content: gzipSync("x") }],
      errors: [],
    });
    assert.deepEqual(outcome.outputs["output0"], [{ header: {}, content: "x" }]);
    assert.match(wordsOf(outcome.errors[0]), /begins with the bytes 68656c6c[^]*ZipFile Read/);
  });

  const gzip = gzipSync(Buffer.alloc(50_000, "slipway"));
  const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
  const changed = Buffer.from(gzip);
  changed[20] = (changed[20] ?? 0) ^ 0xff;
  const badSum = Buffer.from(gzip);
  badSum[badSum.length - 6] = (badSum.at(-6) ?? 0) ^ 1;
  const hostile: readonly [string, Uint8Array, CompressionScheme, Partial<Limits>, RegExp][] = [
    ["nothing", new Uint8Array(), "GZIP", {}, /not compressed with GZIP[^]*too little/],
    ["one byte", Uint8Array.of(0x1f), "GZIP", {}, /too little/],
    ["text", hello, "GZIP", {}, /begins with the bytes 68656c6c/],
    ["a ZIP archive", Buffer.from("PK\u0003\u0004"), "GZIP", {}, /use ZipFile Read/],
    ["deflate for gzip", deflateSync("x"), "GZIP", {}, /not compressed with GZIP/],
    ["gzip for deflate", gzip, "DEFLATE", {}, /not compressed with DEFLATE[^]*1f8b/],
    ["text for deflate", hello, "DEFLATE", {}, /compressed with DEFLATE cannot be read/],
    [
      "a file cut short",
      gzip.subarray(0, 60),
      "GZIP",
      {},
      /cannot be read[^]*unexpected end of file/,
    ],
    [
      "a header cut short",
      gzip.subarray(0, 5),
      "GZIP",
      {},
      /cannot be read[^]*unexpected end of file/,
    ],
    ["a changed file", changed, "GZIP", {}, /compressed with GZIP cannot be read/],
    ["a wrong checksum", badSum, "GZIP", {}, /incorrect data check/],
    [
      "a bomb",
      bomb,
      "GZIP",
      { archiveRatioMax: 100 },
      /too large[^]*100 times the archive \(archiveRatioMax\)/,
    ],
    [
      "too much",
      gzip,
      "GZIP",
      { archiveBytesMax: 1000 },
      /at most 1000 bytes of content \(archiveBytesMax\)/,
    ],
  ];
  for (const [title, content, compressionScheme, limits, words] of hostile) {
    it(`refuses ${title}`, async () => {
      const example = { settings: { compressionScheme }, given: [{ content }] };
      const outcome = await runSnap(decompressSnap, example, { limits });
      assert.match(outcome.failure ?? "", words);
    });
  }
});
