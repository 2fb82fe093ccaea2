import { unreachable } from "../../base/errors.ts";
import type { Binary, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import type { Document, Value } from "../../expr/value.ts";
import { codecs, decodeBase64, type Codec } from "../support/binary/codec.ts";
import { readAll } from "../support/binary/content.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-binarytodocument",
  version: 1,
  name: "TransformBinarytoDocument",
  label: "Binary to Document",
  category: "transform",
  summary: "Makes a document of each binary: its header, and its content under `content`.",
  details:
    "With `ENCODE_BASE64` the content is Base64 text, with `NONE` it is bytes, with `DECODE_BASE64` the content is taken for Base64 text and the document has the bytes it stands for. A stream without binaries makes one document with empty content, unless `ignoreEmptyStream`.",
  views: { input: one("binary"), output: one("document") },
  settings: {
    codec: choice({
      help: "How the content is put into the document.",
      options: codecs,
      default: "ENCODE_BASE64",
    }),
    ignoreEmptyStream: flag({ help: "Makes no document when no binary comes.", default: false }),
  },
  run: ({ settings, limits, signal, reject }) => {
    const toDocument = async (binary: Binary): Promise<Document> => {
      const bytes = await readAll(binary.content, limits.binaryFieldBytesMax, signal);
      return { ...binary.header, content: coded(bytes, settings.codec) };
    };
    return async function* documents({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      let isEmpty = true;
      for await (const batch of binariesOf(input)) {
        for (const binary of batch) {
          isEmpty = false;
          try {
            yield { view: 0, items: [await toDocument(binary)] };
          } catch (failure) {
            reject(binary.header, failure);
          }
        }
      }
      if (isEmpty && !settings.ignoreEmptyStream) {
        yield { view: 0, items: [{ content: coded(new Uint8Array(), settings.codec) }] };
      }
    };
  },
  examples: [
    {
      title: "Base64 beside the header",
      given: [{ header: { "content-type": "text/plain" }, content: "hello" }],
      gives: [{ "content-type": "text/plain", content: "aGVsbG8=" }],
    },
    {
      title: "Nothing for no binaries",
      settings: { ignoreEmptyStream: true },
      given: [],
      gives: [],
    },
    {
      title: "Refuse what is not Base64",
      settings: { codec: "DECODE_BASE64" },
      given: [{ content: "not base64!" }],
      fails: "The content is not Base64",
    },
  ],
});

function coded(bytes: Uint8Array, codec: Codec): Value {
  switch (codec) {
    case "ENCODE_BASE64":
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
    case "DECODE_BASE64":
      return decodeBase64(Buffer.from(bytes).toString("latin1"));
    case "NONE":
      return bytes;
    default:
      return unreachable(codec);
  }
}
