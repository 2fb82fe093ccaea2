import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { wordsOf } from "../../../test/support/words-of.ts";
import { believe } from "../../base/believe.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import type { Document, Value } from "../../expr/value.ts";
import xmlParser from "../parse/xml-parser.ts";
import xmlFormatter from "./xml-formatter.ts";

async function format(
  given: readonly Document[],
  settings: Readonly<Record<string, ExampleSetting>> = {},
): Promise<readonly string[]> {
  const outcome = await runSnap(xmlFormatter, { settings, given });
  assert.equal(outcome.failure, undefined);
  const binaries = believe<readonly { content: string }[]>(outcome.outputs["output0"]);
  return binaries.map(({ content }) => content);
}

const text = fc
  .string({ minLength: 1, maxLength: 6, unit: "grapheme" })
  .filter((one) => !/[^\P{Cc}\t\n\r]/u.test(one) && !/[\ufffe\uffff]|\p{Cs}/u.test(one));
const name = fc.constantFrom("a", "b", "_c", "d-1", "e.f", "ns:g", "__proto__", "ü");
const scalar = fc.oneof({ weight: 4, arbitrary: text }, fc.constant(null));
const { element } = fc.letrec<{ element: Value; map: Value }>((tie) => ({
  element: fc.oneof({ depthSize: "small" }, scalar, tie("map")),
  map: fc
    .tuple(
      fc.dictionary(
        name.map((one) => `@${one}`),
        fc.string({ maxLength: 3 }).filter((one) => !/\p{C}/u.test(one)),
        { maxKeys: 2, noNullPrototype: true },
      ),
      fc.dictionary(
        name,
        fc.oneof(tie("element"), fc.array(tie("element"), { minLength: 2, maxLength: 3 })),
        { maxKeys: 2, noNullPrototype: true },
      ),
      text,
    )
    .map(([attributes, children, leaf]): Value => {
      const map = believe<Document>({ ...attributes, ...children });
      if (Object.keys(children).length > 0) return map;
      return Object.keys(attributes).length > 0 ? { ...map, $: leaf } : leaf;
    }),
}));

function deep(): Document {
  let value: Value = "x";
  for (let level = 0; level < 600; level++) value = { a: value };
  return { a: value };
}

describe("XML Formatter", () => {
  it("is read back by the XML Parser, canonical or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(element, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (values, isCanonicalXmlOutput) => {
          const given = values.map((order) => ({ order }));
          const [content = ""] = await format(given, { isCanonicalXmlOutput });
          const parsed = await runSnap(xmlParser, {
            settings: { SplitterExpression: "/DocumentRoot/order" },
            given: [{ content }],
          });
          assert.equal(parsed.failure, undefined);
          assert.deepEqual(parsed.outputs["output0"], given);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("prints every kind of value", async () => {
    const [content] = await format(
      [
        {
          v: {
            whole: 1,
            large: 2n ** 70n,
            flag: true,
            day: new LocalDate(0),
            bytes: Uint8Array.of(1, 2),
            none: null,
            empty: [],
            nothing: {},
            line: "a\r\nb",
            "@tab": "a\tb",
            "@gone": null,
          },
        },
      ],
      { root: "" },
    );
    assert.equal(
      content,
      '<?xml version="1.0" encoding="UTF-8"?>\n<v tab="a&#x9;b"><whole>1</whole><large>1180591620717411303424</large><flag>true</flag><day>1970-01-01</day><bytes>AQI=</bytes><none/><nothing/><line>a&#xD;\nb</line></v>\n',
    );
  });

  it("writes nothing at all for an empty stream when told so", async () => {
    assert.deepEqual(await format([], { ignoreEmptyStream: true }), []);
    assert.deepEqual(await format([], { root: "" }), []);
  });

  const broken: readonly [string, Document, string, RegExp][] = [
    ["an empty name", { "": 1 }, "r", /"" is no name for XML/],
    ["a name with a tag in it", { "a><b": 1 }, "r", /"a><b" is no name[^]*for example to "a_b"/],
    ["a name that begins with a digit", { "1st": 1 }, "r", /for example to "_1st"/],
    ["an attribute at the top", { "@id": 1 }, "r", /"@id" has no element/],
    ["text at the top", { $: "x" }, "r", /"\$" has no element/],
    [
      "an attribute that is a list",
      { a: { "@b": [1] } },
      "r",
      /"@b" cannot be an attribute[^]*found a list of 1/,
    ],
    ["a bad name of an attribute", { a: { "@b c": 1 } }, "r", /"b c" is no name/],
    ["a list in a list", { a: [[1]] }, "r", /"a" holds a list in a list/],
    ["a control character", { a: "\u0001" }, "r", /found U\+0001/],
    ["half a character", { a: "\ud800" }, "r", /found U\+D800/],
    ["nesting without end", deep(), "r", /xmlDepthMax/],
    ["two roots", { a: 1, b: 2 }, "", /no single root[^]*found \["a","b"\]/],
    ["a root that is a list", { a: [1, 2] }, "", /no single root/],
    ["no root", {}, "", /no single root/],
  ];
  for (const [title, document, root, words] of broken) {
    it(`rejects ${title}, and goes on`, async () => {
      const given = [document, { fine: 1 }];
      const outcome = await runSnap(xmlFormatter, { settings: { root }, given, errors: [] });
      assert.equal(outcome.failure, undefined);
      const [error, second] = outcome.errors;
      assert.equal(second, undefined);
      assert.match(wordsOf(error), words);
      assert.match(JSON.stringify(outcome.outputs["output0"]), /<fine>1<\/fine>/);
    });
  }

  it("refuses a root that is no name", async () => {
    const outcome = await runSnap(xmlFormatter, { settings: { root: "a b" }, given: [] });
    assert.match(outcome.failure ?? "", /"a b" is no name for XML/);
  });
});
