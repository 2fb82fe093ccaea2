import { charsetNamed } from "../support/text/charset.ts";
import { decodeText } from "../support/text/decode-text.ts";
import { parseJsonLines, parseJsonStream } from "../support/json/parse-json-stream.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { parseEach } from "../../engine/operators/parse-each.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-jsonparser",
  version: 1,
  name: "TransformJSONParser",
  label: "JSON Parser",
  category: "parse",
  summary: "Reads JSON into documents.",
  details:
    "A root object is one document, the elements of a root array are a document each, and several roots may follow each other. Large arrays are read element by element. Whole numbers keep all their digits. An element that is no object is rejected. Content that cannot be read is rejected with the line and column, after the documents before it; with `jsonLines` only the line is. UTF-8 unless a byte order mark says UTF-16.",
  views: { input: one("binary"), output: one("document") },
  settings: {
    arrayElementsAsDocuments: flag({
      help: "Each element of a root array becomes a document; otherwise the array is one.",
      default: true,
    }),
    jsonFilterPath: path({
      help: "JSONPath of what becomes documents, such as `$.items[*]`; the root when blank.",
    }),
    allowNonStandardJson: flag({
      help: "Also takes comments, single quotes, names without quotes, trailing commas, NaN and Infinity.",
      default: true,
    }),
    jsonLines: flag({ help: "Each line is a JSON value for itself.", default: false }),
    supportTypeExts: flag({
      help: 'Reads `{"_snaptype_datetime": "…"}` and its kin as dates and bytes.',
      default: false,
    }),
  },
  run: ({ settings, limits, signal, reject }) => {
    const charset = charsetNamed("Auto BOM detect");
    const options = {
      arrayElements: settings.arrayElementsAsDocuments,
      filterPath: settings.jsonFilterPath?.isRoot === true ? undefined : settings.jsonFilterPath,
      nonStandard: settings.allowNonStandardJson,
      typeExtensions: settings.supportTypeExts,
      depthMax: limits.jsonDepthMax,
      documentLengthMax: limits.jsonDocumentLengthMax,
      batchSizeMax: limits.batchSizeMax,
      reject,
    };
    const parse = settings.jsonLines ? parseJsonLines : parseJsonStream;
    return parseEach((binary) => parse(decodeText(binary.content, charset, signal), options));
  },
  examples: [
    {
      title: "A document for each element",
      given: [{ content: '[{"id":1},{"id":2}]' }],
      gives: [{ id: 1 }, { id: 2 }],
    },
    {
      title: "Roots that follow each other",
      given: [{ content: '{"id":1}\n{"id":2}' }],
      gives: [{ id: 1 }, { id: 2 }],
    },
    {
      title: "Only what a path finds",
      settings: { jsonFilterPath: "$.items[*]" },
      given: [{ content: '{"items":[{"id":1},{"id":2}],"total":2}' }],
      gives: [{ id: 1 }, { id: 2 }],
    },
    {
      title: "JSON as people write it by hand",
      given: [{ content: "// stock\n{name: 'bolt', sizes: [4, 6,],}" }],
      gives: [{ name: "bolt", sizes: [4, 6] }],
    },
    {
      title: "Refuse it where only standard JSON is allowed",
      settings: { allowNonStandardJson: false },
      given: [{ content: "{name: 'bolt'}" }],
      fails: "Cannot read JSON at line 1, column 2",
    },
    {
      title: "A bad line among JSON Lines",
      settings: { jsonLines: true },
      given: [{ content: '{"id":1}\n{"id":\n{"id":3}\n' }],
      gives: [{ id: 1 }, { id: 3 }],
      errors: [{ error: "Cannot read JSON at line 2, column 7" }],
    },
  ],
});
