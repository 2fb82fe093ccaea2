import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { decompress } from "../support/compression/decompress.ts";
import { compressionSchemes, requireScheme } from "../support/compression/scheme.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-binary-decompress",
  version: 1,
  name: "BinaryDecompress",
  label: "Decompress",
  category: "transform",
  summary: "Decompresses binaries that are gzip or deflate.",
  details:
    "Each binary stays one binary with its header, without `content-length`. GZIP takes files of several parts as one; DEFLATE takes content with the two bytes of zlib before it, or without. Content that begins as something else is rejected. Content that turns out to be cut short, changed or too large while it is read fails the run, since a part of it has gone on by then; too large is more than `archiveBytesMax`, or more than `archiveRatioMax` times what it was compressed to. BZIP2 is refused.",
  views: { input: one("binary"), output: one("binary") },
  settings: {
    compressionScheme: choice({
      help: "How the content was compressed.",
      options: compressionSchemes,
      default: "GZIP",
    }),
  },
  run: ({ settings, limits, signal, reject }) => {
    const options = { scheme: requireScheme(settings.compressionScheme), limits, signal };
    return async function* decompressed({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of binariesOf(input)) {
        for (const binary of batch) {
          try {
            const { "content-length": _, ...header } = binary.header;
            const content = await decompress(binary.content, options);
            yield { view: 0, items: [{ header, content }] };
          } catch (failure) {
            reject(binary.header, failure);
          }
        }
      }
    };
  },
  examples: [
    {
      title: "A gzip file",
      given: [
        {
          header: { "content-location": "a.txt.gz", "content-length": 25 },
          content: new Uint8Array(Buffer.from("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==", "base64")),
        },
      ],
      gives: [{ header: { "content-location": "a.txt.gz" }, content: "hello" }],
    },
    {
      title: "Deflated content, with and without the bytes of zlib",
      settings: { compressionScheme: "DEFLATE" },
      given: [
        { content: new Uint8Array(Buffer.from("eJzLSM3JyQcABiwCFQ==", "base64")) },
        { content: new Uint8Array(Buffer.from("y0jNyckHAA==", "base64")) },
      ],
      gives: [{ content: "hello" }, { content: "hello" }],
    },
    {
      title: "Reject what is not compressed",
      given: [{ header: { file: "a.txt" }, content: "hello" }],
      gives: [],
      errors: [{ error: "The content is not compressed with GZIP", original: { file: "a.txt" } }],
    },
  ],
});
