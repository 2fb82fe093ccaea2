import { unreachable } from "../../base/errors.ts";
import type { Binary, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { codecs, decodeBase64, type Codec } from "../support/binary/codec.ts";
import { contentOf } from "../support/binary/content.ts";
import { headerRows, headerWith } from "../support/binary/header-rows.ts";
import { valueText } from "../support/text/value-text.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-documenttobinary",
  version: 1,
  name: "TransformDocumenttoBinary",
  label: "Document to Binary",
  category: "transform",
  summary: "Makes a binary of the `content` of each document.",
  details:
    "With `DECODE_BASE64` the content is Base64 text, with `NONE` it is text (written as UTF-8) or bytes, with `ENCODE_BASE64` the binary is the Base64 text of it. What else the document holds becomes the binary's header, and `binaryHeaderProps` adds to it. A document without `content` is rejected.",
  views: { input: one("document"), output: one("binary") },
  settings: {
    codec: choice({
      help: "How the binary is made of the content.",
      options: codecs,
      default: "DECODE_BASE64",
    }),
    binaryHeaderProps: headerRows("Properties of the binary's header, evaluated for its document."),
  },
  run: ({ settings, reject }) =>
    async function* binaries({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of documentsOf(input)) {
        const items: Binary[] = [];
        for (const document of batch) {
          try {
            const { content: _, ...rest } = document;
            const bytes = bytesOf(document, settings.codec);
            const header = headerWith(rest, settings.binaryHeaderProps, document);
            items.push({ header, content: contentOf(bytes) });
          } catch (failure) {
            reject(document, failure);
          }
        }
        if (items.length > 0) yield { view: 0, items };
      }
    },
  examples: [
    {
      title: "Decode Base64",
      given: [{ content: "aGVsbG8=", file: "a.txt" }],
      gives: [{ header: { file: "a.txt" }, content: "hello" }],
    },
    {
      title: "Take text as it is, with a header property",
      settings: {
        codec: "NONE",
        binaryHeaderProps: [{ expression: { expression: "$id + '.txt'" }, targetPath: "$name" }],
      },
      given: [{ id: 1, content: "hello" }],
      gives: [{ header: { id: 1, name: "1.txt" }, content: "hello" }],
    },
    {
      title: "Reject a document without content",
      given: [{ id: 1 }, { content: "aGVsbG8=" }],
      gives: [{ content: "hello" }],
      errors: [{ error: "The document has no `content`", original: { id: 1 } }],
    },
  ],
});

function bytesOf(document: Document, codec: Codec): Uint8Array {
  const content = Object.hasOwn(document, "content") ? document["content"] : undefined;
  if (content === undefined || content === null) {
    throw new SnapFailure(
      "The document has no `content`",
      `Expected text or bytes under \`content\`; found the keys ${JSON.stringify(Object.keys(document))}.`,
      "Put what the binary shall hold under `content`, as with a Mapper.",
    );
  }
  const bytes = content instanceof Uint8Array ? content : Buffer.from(valueText(content), "utf8");
  switch (codec) {
    case "DECODE_BASE64":
      return decodeBase64(Buffer.from(bytes).toString("latin1"));
    case "ENCODE_BASE64":
      return Buffer.from(Buffer.from(bytes).toString("base64"), "latin1");
    case "NONE":
      return bytes;
    default:
      return unreachable(codec);
  }
}
