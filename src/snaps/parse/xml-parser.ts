import { defineSnap, one } from "../../engine/define-snap.ts";
import { parseEach } from "../../engine/operators/parse-each.ts";
import { flag } from "../../engine/settings/flag.ts";
import { text } from "../../engine/settings/text.ts";
import { decodeXml } from "../support/xml/decode-xml.ts";
import { parseXml } from "../support/xml/parse-xml.ts";
import { parseXmlPath } from "../support/xml/xml-path.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-xmlparser",
  version: 2,
  name: "TransformXMLParser",
  label: "XML Parser",
  category: "parse",
  summary: "Reads XML into documents.",
  details:
    "The root is one document, under its name; with `SplitterExpression` every element that the path leads to is a document, read while the XML comes. Attributes are `@name`, text beside attributes or elements is `$`, an element that is repeated is a list and one that stands once is not, an element without content is null. Names keep their prefixes; declarations of namespaces are attributes like others, and a step of the path without a prefix takes any. White space between elements counts for nothing; pieces of text between elements are joined under `$`. Values are text unless `matchDataTypes`. The encoding is that of the byte order mark or the declaration, else UTF-8. A document type is passed over: entities of its own are refused, and no file or address is opened. Content that cannot be read is rejected with line and column, after the documents before it.",
  views: { input: one("binary"), output: one("document") },
  settings: {
    SplitterExpression: text({
      help: "Path of the element that becomes a document, such as `/orders/order` or `//order`; the root when blank.",
    }),
    matchDataTypes: flag({
      help: "Makes numbers and booleans of element text that is written as one.",
      default: false,
    }),
    validate: flag({
      help: "Accepted; the run warns that XML is not checked against a schema.",
      default: false,
    }),
    schema: text({ help: "Accepted and without effect, as `validate` is." }),
  },
  run: ({ settings, limits, signal, warn }) => {
    const { SplitterExpression: splitter, matchDataTypes, validate } = settings;
    if (validate) warn("`validate` has no effect: XML is not checked against a schema.");
    const options = {
      splitter: splitter.trim() === "" ? undefined : parseXmlPath(splitter),
      matchTypes: matchDataTypes,
      limits,
      batchSizeMax: limits.batchSizeMax,
    };
    return parseEach((binary) => parseXml(decodeXml(binary.content, signal), options));
  },
  examples: [
    {
      title: "Attributes, text and repeated elements",
      given: [
        {
          content:
            '<?xml version="1.0"?>\n<order id="7">\n  <customer vip="yes">Ada</customer>\n  <item>Pen</item>\n  <item>Ink &amp; paper</item>\n  <note/>\n</order>\n',
        },
      ],
      gives: [
        {
          order: {
            "@id": "7",
            customer: { "@vip": "yes", $: "Ada" },
            item: ["Pen", "Ink & paper"],
            note: null,
          },
        },
      ],
    },
    {
      title: "A document for each element on a path",
      settings: { SplitterExpression: "/orders/order", matchDataTypes: true },
      given: [
        {
          content:
            "<orders><made>2026</made><order><id>1</id><paid>true</paid></order><order><id>007</id></order></orders>",
        },
      ],
      gives: [{ order: { id: 1, paid: true } }, { order: { id: "007" } }],
    },
    {
      title: "Prefixes stay, and a path without one takes any",
      settings: { SplitterExpression: "//item" },
      given: [{ content: '<a:all xmlns:a="urn:a"><a:item>1</a:item></a:all>' }],
      gives: [{ "a:item": "1" }],
    },
    {
      title: "What was read before something wrong goes on",
      settings: { SplitterExpression: "//a" },
      given: [{ header: { file: "x.xml" }, content: "<r><a>1</a>\n<a>2</b></r>" }],
      gives: [{ a: "1" }],
      errors: [{ error: "Cannot read XML at line 2, column 8", original: { file: "x.xml" } }],
    },
    {
      title: "Refuse entities of the document's own",
      given: [{ content: '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>' }],
      fails: "found: undefined entity",
    },
  ],
});
