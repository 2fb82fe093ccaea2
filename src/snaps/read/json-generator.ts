import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { flag } from "../../engine/settings/flag.ts";
import { editor } from "../../engine/settings/text.ts";
import { templateDocuments } from "../support/json/template-documents.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-jsongenerator",
  version: 2,
  name: "TransformJSONGenerator",
  label: "JSON Generator",
  category: "read",
  summary: "Makes documents from a JSON template.",
  details:
    "The content is a Velocity template: `##` starts a comment, `$name` or `${order.id}` puts in a value of the input document, `$_name` a pipeline parameter, and `#if`, `#elseif`, `#else`, `#foreach`, `#set` work. Text goes in as it is, without quotes or escapes; lists and maps go in as JSON; a reference without a value stays as written, with `$!name` it vanishes. Methods cannot be called. The template is rendered for every input document, or once without input; JSON as people write it by hand (comments, trailing commas) is taken.",
  views: { input: optional("document"), output: one("document") },
  settings: {
    editable_content: editor({ help: "The JSON, as a Velocity template." }),
    arrayElementsAsDocuments: flag({
      help: "Each element of a root array becomes a document; otherwise the array is one.",
      default: true,
    }),
    passThroughProp: flag({ help: "Adds the input document under `original`.", default: false }),
    supportTypeExts: flag({
      help: 'Reads `{"_snaptype_datetime": "…"}` and its kin as dates and bytes.',
      default: false,
    }),
  },
  run: ({ settings, limits, scope }) => {
    const documentsFor = templateDocuments(settings.editable_content, {
      limits,
      scope,
      arrayElements: settings.arrayElementsAsDocuments,
      typeExtensions: settings.supportTypeExts,
    });
    return generate((document) => {
      const documents = documentsFor(document ?? {});
      if (settings.passThroughProp && document !== undefined) {
        for (const made of documents) made["original"] = document;
      }
      return chunks(documents, limits.batchSizeMax);
    });
  },
  examples: [
    {
      title: "Elements of an array, under a comment",
      settings: { editable_content: '## Two orders\n[{"id": 1}, {"id": 2}]' },
      gives: [{ id: 1 }, { id: 2 }],
    },
    {
      title: "Values of the input document and parameters",
      settings: { editable_content: '{"greeting": "$_word ${name.first}", "open": "$missing"}' },
      parameters: { word: "Hello" },
      inputs: ["input0"],
      given: [{ name: { first: "Ada" } }],
      gives: [{ greeting: "Hello Ada", open: "$missing" }],
    },
    {
      title: "A loop",
      settings: {
        editable_content:
          '[#foreach($n in $numbers){"n": $n, "even": #if($n % 2 == 0)true#{else}false#end}#if($foreach.hasNext),#end#end]',
      },
      inputs: ["input0"],
      given: [{ numbers: [1, 2] }],
      gives: [
        { n: 1, even: false },
        { n: 2, even: true },
      ],
    },
    {
      title: "Pass the input document through",
      settings: { editable_content: '{"id": 1}', passThroughProp: true },
      inputs: ["input0"],
      given: [{ a: true }],
      gives: [{ id: 1, original: { a: true } }],
    },
    {
      title: "Say where the JSON is wrong",
      settings: { editable_content: '{"id": 1,\n "name" "x"}' },
      fails: "Cannot read JSON at line 2, column 9",
    },
  ],
});
