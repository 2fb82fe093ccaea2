import type { Documents, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { formatStream } from "../../engine/operators/format-stream.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { blankableText } from "../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { contentOf } from "../support/binary/content.ts";
import { encodePieces } from "../support/text/write-text.ts";
import { checkName, printFields } from "../support/xml/print-xml.ts";

const settings = {
  root: blankableText({
    help: "Name of the element around all documents; blank for an XML of its own for every document.",
    default: "DocumentRoot",
  }),
  isCanonicalXmlOutput: flag({
    help: "Writes Canonical XML: no declaration, no white space, attributes in order, no empty tags.",
    default: false,
  }),
  maxSchemaLevels: integer({ help: "Accepted and without effect: no schema is read.", default: 0 }),
  validate: flag({
    help: "Accepted; the run warns that XML is not checked against a schema.",
    default: false,
  }),
  ignoreEmptyStream: flag({
    help: "Writes nothing when no document comes; otherwise an empty root.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-xmlformatter",
  version: 2,
  name: "TransformXMLFormatter",
  label: "XML Formatter",
  category: "format",
  summary: "Writes documents as XML.",
  details:
    "Each field is an element, `@name` an attribute of the element around it, `$` its text, a list an element for each of its items, null an empty element. Whole numbers keep all digits, dates are ISO text, bytes Base64. All documents stand in one `root`, each on a line and without elements of its own around its fields, written while they come. Without a `root` every document is an XML of its own and needs exactly one field, which is its root. A document that has no form in XML is rejected: a name that XML does not know, a control character, a list in a list, an attribute at the top. UTF-8.",
  views: { input: one("document"), output: one("binary") },
  settings,
  run: (context) => {
    const { root, validate } = context.settings;
    if (validate) context.warn("`validate` has no effect: XML is not checked against a schema.");
    if (root.trim() === "") return formatEach(context);
    checkName(root);
    return formatAll(context, root);
  },
  examples: [
    {
      title: "All documents under one root",
      given: [{ msg: { "@lang": "en", $: "Hello & bye" } }, { msg: "Ciao", to: ["Ada", "Bob"] }],
      gives: [
        {
          header: { "content-type": "application/xml" },
          content:
            '<?xml version="1.0" encoding="UTF-8"?>\n<DocumentRoot>\n<msg lang="en">Hello &amp; bye</msg>\n<msg>Ciao</msg><to>Ada</to><to>Bob</to>\n</DocumentRoot>\n',
        },
      ],
    },
    {
      title: "An XML for each document",
      settings: { root: "" },
      given: [{ order: { "@id": 1, note: null } }, { order: { "@id": 2, total: 9.5 } }],
      gives: [
        {
          content: '<?xml version="1.0" encoding="UTF-8"?>\n<order id="1"><note/></order>\n',
        },
        {
          content:
            '<?xml version="1.0" encoding="UTF-8"?>\n<order id="2"><total>9.5</total></order>\n',
        },
      ],
    },
    {
      title: "Canonical XML",
      settings: { isCanonicalXmlOutput: true, root: "r" },
      given: [{ a: { "@z": 1, "@b": 2, c: null } }],
      gives: [{ content: '<r><a b="2" z="1"><c></c></a></r>' }],
    },
    {
      title: "An empty root for no documents",
      given: [],
      gives: [{ content: '<?xml version="1.0" encoding="UTF-8"?>\n<DocumentRoot/>\n' }],
    },
    {
      title: "Reject a name that XML does not know",
      settings: { root: "r" },
      given: [{ "first name": "Ada" }, { name: "Bob" }],
      gives: [{ content: '<?xml version="1.0" encoding="UTF-8"?>\n<r>\n<name>Bob</name>\n</r>\n' }],
      errors: [{ error: '"first name" is no name for XML', original: { "first name": "Ada" } }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

const header: Document = { "content-type": "application/xml" };
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function formatAll(context: Context, root: string): Operator {
  return formatStream({
    header: () => ({ ...header }),
    format: (documents) => encodePieces(printAll(documents, root, context), encode),
    ignoreEmpty: context.settings.ignoreEmptyStream,
  });
}

async function* printAll(
  documents: Documents,
  root: string,
  { settings: bound, limits, reject }: Context,
): AsyncIterable<string> {
  const canonical = bound.isCanonicalXmlOutput;
  // The root is the first level.
  const options = { canonical, depthMax: limits.xmlDepthMax - 1 };
  const lineBreak = canonical ? "" : "\n";
  let isOpen = false;
  yield canonical ? "" : declaration;
  for await (const batch of documents) {
    let xml = "";
    for (const document of batch) {
      try {
        xml += printFields(document, options) + lineBreak;
      } catch (failure) {
        reject(document, failure);
      }
    }
    if (xml === "") continue;
    yield (isOpen ? "" : `<${root}>${lineBreak}`) + xml;
    isOpen = true;
  }
  if (isOpen) yield `</${root}>${lineBreak}`;
  else yield canonical ? `<${root}></${root}>` : `<${root}/>${lineBreak}`;
}

function formatEach({ settings: bound, limits, reject }: Context): Operator {
  const canonical = bound.isCanonicalXmlOutput;
  const options = { canonical, depthMax: limits.xmlDepthMax };
  return async function* formatted({ inputs: [input] }): AsyncIterable<Emission> {
    if (input === undefined) return;
    for await (const batch of documentsOf(input)) {
      for (const document of batch) {
        try {
          requireRoot(document);
          const xml = printFields(document, options);
          const content = contentOf(encode(canonical ? xml : `${declaration}${xml}\n`));
          yield { view: 0, items: [{ header: { ...header }, content }] };
        } catch (failure) {
          reject(document, failure);
        }
      }
    }
  };
}

function requireRoot(document: Document): void {
  const [key, second] = Object.keys(document);
  const value = key === undefined ? undefined : document[key];
  const isOne = second === undefined && value !== undefined;
  if (isOne && !(Array.isArray(value) && value.length !== 1)) return;
  throw new SnapFailure(
    "The document has no single root",
    `Expected one field that is not a list, which becomes the root; found ${JSON.stringify(Object.keys(document))}.`,
    "Set `root` to the name of an element around it, or put the fields into one with a Mapper.",
  );
}

function encode(xml: string): Uint8Array {
  return Buffer.from(xml, "utf8");
}
