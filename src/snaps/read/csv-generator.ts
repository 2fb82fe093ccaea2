import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { editor } from "../../engine/settings/text.ts";
import { parseCsvText } from "../support/csv/parse-csv.ts";
import { parseTemplate } from "../support/velocity/parse-template.ts";
import { renderTemplate } from "../support/velocity/render-template.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-csvgenerator",
  version: 1,
  name: "TransformCSVGenerator",
  label: "CSV Generator",
  category: "read",
  summary: "Makes documents from CSV that stands in the Snap.",
  details:
    "The first line names the columns; all values are strings, without the spaces around them. `$name` puts in a value of the input document and `$_name` a pipeline parameter, as in the JSON Generator. Rendered for every input document, or once without input. A record with more fields than the header goes on trimmed and is rejected as well.",
  views: { input: optional("document"), output: one("document") },
  settings: {
    editable_content: editor({ help: "The CSV, with a header line; a Velocity template." }),
  },
  run: ({ settings, limits, scope, reject }) => {
    const template = parseTemplate(settings.editable_content, limits.jsonDepthMax);
    const options = {
      delimiter: ",",
      quote: '"',
      escape: "\\",
      trim: true,
      skipBlankLines: true,
      skipLines: 0,
      recordLengthMax: limits.csvRecordLengthMax,
      containsHeader: true,
      validateHeaders: false,
      longRecords: "both" as const,
      batchSizeMax: limits.batchSizeMax,
      reject,
    };
    return generate((document) => {
      const text = renderTemplate(template, {
        parameters: scope.parameters,
        document: document ?? {},
        stepsMax: limits.templateStepsMax,
        outputLengthMax: limits.templateOutputLengthMax,
      });
      return parseCsvText(text, options);
    });
  },
  examples: [
    {
      title: "Two records",
      settings: { editable_content: "Id,Title\r\n1, test\r\n2, test2" },
      gives: [
        { Id: "1", Title: "test" },
        { Id: "2", Title: "test2" },
      ],
    },
    {
      title: "A value of the input document",
      settings: { editable_content: "id,name\n1,$name" },
      inputs: ["input0"],
      given: [{ name: "Ada" }],
      gives: [{ id: "1", name: "Ada" }],
    },
  ],
});
