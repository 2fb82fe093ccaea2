import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { generate } from "../../engine/operators/generate.ts";
import { flag } from "../../engine/settings/flag.ts";
import { editor, text } from "../../engine/settings/text.ts";
import type { Document } from "../../expr/value.ts";
import { parseTemplate } from "../support/velocity/parse-template.ts";
import { renderTemplate } from "../support/velocity/render-template.ts";
import { escapeInTemplate } from "../support/xml/escape-in-template.ts";
import { createXmlReader } from "../support/xml/read-xml.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-xmlgenerator",
  version: 1,
  name: "TransformXMLGenerator",
  label: "XML Generator",
  category: "read",
  summary: "Makes documents that hold XML, from a template.",
  details:
    "The content is a Velocity template, as in the JSON Generator: `##` starts a comment, `$name` or `${order.id}` puts in a value of the input document, `$_name` a pipeline parameter, and `#if`, `#foreach`, `#set` work. It is rendered for every input document, or once without input, and the text is in the field `xml`. With `escapeXMLData` the values that go in are escaped, so that `&` in a name does no harm. XML that is not well formed is rejected with line and column.",
  views: { input: optional("document"), output: one("document") },
  settings: {
    editable_content: editor({ help: "The XML, as a Velocity template." }),
    escapeXMLData: flag({
      help: "Escapes `<`, `>`, `&` and quotes in the values that go in.",
      default: false,
    }),
    rootElement: text({ help: "Accepted and without effect: the template has its root." }),
    inboundSchema: text({ help: "Accepted and without effect: no schema is read." }),
  },
  run: ({ settings, limits, scope }) => {
    const template = parseTemplate(settings.editable_content, limits.jsonDepthMax);
    return generate<Document>((document) => {
      const xml = renderTemplate(template, {
        parameters: scope.parameters,
        document: document ?? {},
        stepsMax: limits.templateStepsMax,
        outputLengthMax: limits.templateOutputLengthMax,
        ...(settings.escapeXMLData ? { escape: escapeInTemplate } : {}),
      }).trim();
      const reader = createXmlReader({ open: ignore, text: ignore, close: ignore }, limits);
      reader.write(xml);
      reader.end();
      return [[{ xml }]];
    });
  },
  examples: [
    {
      title: "A fixed text",
      settings: { editable_content: "## One order\n<order><id>1</id></order>\n" },
      gives: [{ xml: "<order><id>1</id></order>" }],
    },
    {
      title: "An element for each item, with values escaped",
      settings: {
        editable_content:
          '<order for="$name">#foreach($item in $items)<item>$item</item>#end</order>',
        escapeXMLData: true,
      },
      inputs: ["input0"],
      given: [{ name: 'Ada & "Co"', items: ["a<b", "c"] }],
      gives: [
        {
          xml: '<order for="Ada &amp; &quot;Co&quot;"><item>a&lt;b</item><item>c</item></order>',
        },
      ],
    },
    {
      title: "Reject what the values make of it",
      settings: { editable_content: "<name>$name</name>" },
      inputs: ["input0"],
      given: [{ name: "A & B" }, { name: "C" }],
      gives: [{ xml: "<name>C</name>" }],
      errors: [{ error: "Cannot read XML at line 1, column 18", original: { name: "A & B" } }],
    },
  ],
});

function ignore(): void {}
