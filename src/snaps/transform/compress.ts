import { createDeflate, createGzip } from "node:zlib";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { compressionSchemes, requireScheme } from "../support/compression/scheme.ts";
import { throughStream } from "../support/compression/through-stream.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-compress",
  version: 1,
  name: "BinaryCompress",
  label: "Compress",
  category: "transform",
  summary: "Compresses binaries with gzip or deflate.",
  details:
    "Each binary stays one binary with its header, without `content-length`. GZIP writes a gzip file without a name or a time in it, so that equal content gives equal bytes; DEFLATE writes what Java's deflater does, with the two bytes of zlib before it and a checksum behind. BZIP2 is refused. To put several binaries into one archive, use ZipFile Write.",
  views: { input: one("binary"), output: one("binary") },
  settings: {
    compressionScheme: choice({
      help: "How the content is compressed.",
      options: compressionSchemes,
      default: "GZIP",
    }),
  },
  run: ({ settings }) => {
    const scheme = requireScheme(settings.compressionScheme);
    return async function* compressed({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of binariesOf(input)) {
        const items = batch.map((binary) => {
          const { "content-length": _, ...header } = binary.header;
          const stream = scheme === "GZIP" ? createGzip() : createDeflate();
          return { header, content: throughStream(binary.content, stream) };
        });
        yield { view: 0, items };
      }
    };
  },
  examples: [
    {
      title: "A gzip file",
      given: [{ header: { "content-location": "a.txt", "content-length": 5 }, content: "hello" }],
    },
    {
      title: "Refuse what this build does not have",
      settings: { compressionScheme: "BZIP2" },
      given: [{ content: "hello" }],
      fails: "BZIP2 is not supported",
    },
  ],
});
