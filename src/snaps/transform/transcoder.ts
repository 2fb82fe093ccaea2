import type { Binary, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { binariesOf } from "../../engine/operators/items.ts";
import { text } from "../../engine/settings/text.ts";
import { charsetNamed } from "../support/text/charset.ts";
import { decodeText } from "../support/text/decode-text.ts";
import { encodingOf } from "../support/text/encode-text.ts";
import { encodePieces } from "../support/text/write-text.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-transcoder",
  version: 1,
  name: "TransformTranscoder",
  label: "Transcoder",
  category: "transform",
  summary: "Changes the character set of text.",
  details:
    "The bytes are changed while they are read, and the header passes on. A byte order mark of the input is taken off; the output has one for UTF-16 only. Bytes that are no text of the input character set become U+FFFD, characters that the output character set does not have become `?`. No exported pipeline shows the keys of the two settings; they are chosen here.",
  views: { input: one("binary"), output: one("binary") },
  settings: {
    inputCharset: text({ help: "Character set of the input, such as ISO-8859-1.", required: true }),
    outputCharset: text({ help: "Character set of the output, such as UTF-8.", required: true }),
  },
  run: ({ settings, signal }) => {
    const from = charsetNamed(settings.inputCharset);
    const { encode, mark, markRequired } = encodingOf(charsetNamed(settings.outputCharset));
    async function* transcoded(content: Binary["content"]): Binary["content"] {
      if (markRequired) yield mark;
      yield* encodePieces(decodeText(content, from, signal), encode);
    }
    return async function* transcode({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      for await (const batch of binariesOf(input)) {
        const items = batch.map(({ header, content }): Binary => ({
          header,
          content: transcoded(content),
        }));
        yield { view: 0, items };
      }
    };
  },
  examples: [
    {
      title: "Latin-1 to UTF-8",
      settings: { inputCharset: "ISO-8859-1", outputCharset: "UTF-8" },
      given: [{ header: { name: "a" }, content: Uint8Array.of(0x5a, 0xfc, 0x72) }],
      gives: [{ header: { name: "a" }, content: "Zür" }],
    },
    {
      title: "A character set that does not exist",
      settings: { inputCharset: "UTF-7½", outputCharset: "UTF-8" },
      given: [{ content: "a" }],
      fails: 'Unknown character set "UTF-7½"',
    },
  ],
});
