import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, asyncProperty, constantFrom, string } from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import transcoder from "./transcoder.ts";

const encodings = [
  { name: "UTF-8", encode: (text: string) => Buffer.from(text, "utf8") },
  { name: "UTF-16LE", encode: (text: string) => Buffer.from(text, "utf16le") },
  { name: "UTF-16BE", encode: (text: string) => Buffer.from(text, "utf16le").swap16() },
] as const;

test("Transcoder gives the same text in UTF-8, from any Unicode encoding", async () => {
  await check(
    asyncProperty(
      string({ unit: "grapheme" }).filter((text) => !text.startsWith("\uFEFF")),
      constantFrom(...encodings),
      async (text, { name, encode }) => {
        const settings = { inputCharset: name, outputCharset: "UTF-8" };
        const given = [{ content: Uint8Array.from(encode(text)) }];
        const outcome = await runSnap(transcoder, { given, settings });
        assert.deepEqual(outcome.outputs["output0"], [{ header: {}, content: text }]);
      },
    ),
    { numRuns: 60 },
  );
});
