import { isValueMap } from "../../expr/path/value-map.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { Batch, Binary, Emission, Item } from "../../engine/batch.ts";
import { defineSnap } from "../../engine/define-snap.ts";
import { binariesOf, documentsOf } from "../../engine/operators/items.ts";
import type { SnapInput } from "../../engine/snap-context.ts";
import { anyValue } from "../support/any-value.ts";
import { contentOf } from "../support/binary/content.ts";
import { copyDocument } from "../support/copy-document.ts";
import { valueText } from "../support/text/value-text.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-constant",
  version: 1,
  name: "TransformConstant",
  label: "Constant",
  category: "read",
  summary: "Puts out a block of text.",
  details:
    "A binary view gets the text as UTF-8, with the header of the input; a document view gets `{content: text}`, or the object itself when an expression makes one. Once for every input, or once without an input view. In an expression `$` is the input document, or the header of the input binary, whose own bytes are passed over. Text written without the expression flag is put out as it stands. That a document view gets `content` is not documented; it is what Binary to Document makes of the text.",
  views: {
    input: { min: 0, max: 1, types: ["document", "binary"] },
    output: { min: 1, max: 1, types: ["binary", "document"] },
  },
  settings: {
    contentProp: anyValue({ help: "The text, or an expression that makes it.", required: true }),
  },
  run: ({ settings: { contentProp }, outputs, reject }) => {
    const toItem = outputs[0]?.type === "document" ? documentWith : binaryWith;
    return async function* constant({ inputs: [input] }): AsyncIterable<Emission> {
      for await (const batch of subjectsOf(input)) {
        const items: Item[] = [];
        for (const subject of batch) {
          try {
            items.push(toItem(contentProp(subject), subject));
          } catch (failure) {
            reject(subject, failure);
          }
        }
        if (items.length > 0) yield { view: 0, items };
      }
    };
  },
  examples: [
    {
      title: "Text, once",
      settings: { contentProp: "Hello\nAda" },
      gives: [{ content: "Hello\nAda" }],
    },
    {
      title: "Text for every document",
      settings: { contentProp: { expression: "'Hello ' + $name" } },
      inputs: ["input0"],
      given: [{ name: "Ada" }, { name: "Bob" }],
      gives: [{ content: "Hello Ada" }, { content: "Hello Bob" }],
    },
    {
      title: "A binary for every binary, with its header",
      settings: { contentProp: { expression: "$name.toUpperCase()" } },
      given: [{ header: { name: "ada" }, content: "not read" }],
      gives: [{ header: { name: "ada" }, content: "ADA" }],
    },
    {
      title: "What cannot be evaluated goes to the error view",
      settings: { contentProp: { expression: "$name.toUpperCase()" } },
      inputs: ["input0"],
      given: [{ id: 1 }],
      gives: [],
      errors: [{ original: { id: 1 } }],
    },
  ],
});

/** What expressions see, for every item that is to come out. */
async function* subjectsOf(input: SnapInput | undefined): AsyncIterable<Batch<Document>> {
  if (input === undefined) yield [{}];
  else if (input.view.type === "document") yield* documentsOf(input);
  else for await (const batch of binariesOf(input)) yield batch.map(({ header }) => header);
}

function documentWith(value: Value): Document {
  return isValueMap(value) ? copyDocument(value) : { content: textOf(value) };
}

function binaryWith(value: Value, header: Document): Binary {
  const bytes = value instanceof Uint8Array ? value : Buffer.from(textOf(value), "utf8");
  return { header, content: contentOf(bytes) };
}

function textOf(value: Value): string {
  return value === null ? "" : valueText(value);
}
