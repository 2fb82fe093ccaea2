import type { Document } from "../../expr/value.ts";
import type { Batch } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { copyDocument } from "../support/copy-document.ts";

const any = { minimum: Number.MIN_SAFE_INTEGER };

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-sequence",
  version: 1,
  name: "TransformSequence",
  label: "Sequence",
  category: "transform",
  summary: "Generates numbers, each in a document of its own.",
  details:
    'Documents are `{"value": n}`. With an input view, `numberOfDocumentsProp` numbers are generated for every document, and the counting goes on from one document to the next; with `passThroughProp` the fields of the document come along, and a field `value` of its own gives way to the number.',
  views: { input: optional("document"), output: one("document") },
  settings: {
    initialValueProp: integer({ help: "The first number.", default: 1, ...any }),
    stepValueProp: integer({ help: "From each number to the next.", default: 1, ...any }),
    numberOfDocumentsProp: integer({
      help: "How many numbers, for every input document if there are any.",
      default: 1,
    }),
    passThroughProp: flag({ help: "Adds the fields of the input document.", default: false }),
  },
  run: ({ settings, limits: { batchSizeMax } }) => {
    const { stepValueProp: step, numberOfDocumentsProp: count } = settings;
    let value = settings.initialValueProp;
    function* numbers(passed: Document | undefined): Iterable<Batch<Document>> {
      for (let left = count; left > 0; left -= batchSizeMax) {
        const items: Document[] = [];
        for (let place = 0; place < Math.min(left, batchSizeMax); place++) {
          const item = passed === undefined ? {} : copyDocument(passed);
          item["value"] = value;
          value += step;
          items.push(item);
        }
        yield items;
      }
    }
    return generate((document) => numbers(settings.passThroughProp ? document : undefined));
  },
  examples: [
    {
      title: "Three numbers from one",
      settings: { numberOfDocumentsProp: 3 },
      inputs: [],
      gives: [{ value: 1 }, { value: 2 }, { value: 3 }],
    },
    {
      title: "Count down from a parameter",
      settings: {
        initialValueProp: 10,
        stepValueProp: -5,
        numberOfDocumentsProp: { expression: "_n" },
      },
      parameters: { n: "3" },
      inputs: [],
      gives: [{ value: 10 }, { value: 5 }, { value: 0 }],
    },
    {
      title: "Number the documents that pass",
      settings: { passThroughProp: true },
      given: [{ name: "a" }, { name: "b" }],
      gives: [
        { name: "a", value: 1 },
        { name: "b", value: 2 },
      ],
    },
    {
      title: "Two numbers for every document, without its fields",
      settings: { numberOfDocumentsProp: 2 },
      given: [{ name: "a" }, { name: "b" }],
      gives: [{ value: 1 }, { value: 2 }, { value: 3 }, { value: 4 }],
    },
  ],
});
