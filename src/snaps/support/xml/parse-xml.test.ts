import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { defaultLimits, type Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import { contentOf } from "../binary/content.ts";
import { decodeXml } from "./decode-xml.ts";
import { parseXml } from "./parse-xml.ts";
import { parseXmlPath } from "./xml-path.ts";

async function parse(
  bytes: Uint8Array | readonly Uint8Array[],
  path = "",
  changes: Partial<Limits> = {},
): Promise<Document[]> {
  const limits = { ...defaultLimits, ...changes };
  const parts = bytes instanceof Uint8Array ? [bytes] : bytes;
  const text = decodeXml(contentOf(...parts), new AbortController().signal);
  const documents: Document[] = [];
  const splitter = path === "" ? undefined : parseXmlPath(path);
  for await (const batch of parseXml(text, {
    splitter,
    matchTypes: false,
    limits,
    batchSizeMax: 7,
  })) {
    assert.ok(batch.length > 0 && batch.length <= 7);
    documents.push(...batch);
  }
  return documents;
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, "utf8");

describe("parsing XML", () => {
  it("reads the same whatever the pieces it comes in", async () => {
    const bytes = utf8(
      '<?xml version="1.0"?><!DOCTYPE r><r>\r\n<a k="ü&#x1F600;"><![CDATA[<&>]]>é😀</a><!-- - --><b/>&lt;<a>2</a></r>',
    );
    const whole = await parse(bytes);
    assert.deepEqual(whole, [{ r: { a: [{ "@k": "ü😀", $: "<&>é😀" }, "2"], b: null, $: "\n<" } }]);
    for (let cut = 1; cut < bytes.length; cut++) {
      assert.deepEqual(await parse([bytes.subarray(0, cut), bytes.subarray(cut)]), whole, `${cut}`);
    }
  });

  it("never fails with anything but words, whatever the text", async () => {
    const piece = fc.constantFrom(
      "<a>",
      "</a>",
      "<b k='1'>",
      "</b>",
      "&amp;",
      "&x;",
      "<",
      ">",
      "t",
      "]]>",
      "<!--",
      "-->",
      "<?p ?>",
      "<!DOCTYPE a [",
      "]>",
      "\u0000",
      "\r",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        try {
          await parse(utf8(pieces.join("")), "//a");
        } catch (failure) {
          assert.ok(failure instanceof SnapFailure, String(failure));
        }
      }),
      { numRuns: 500 },
    );
  });

  for (const [path, expected] of [
    ["/r/a/b", ["1"]],
    ["r/a/b", ["1"]],
    ["//b", ["1", "2", "3"]],
    ["/r//b", ["1", "2", "3"]],
    ["/*/*/b", ["1", "3"]],
    ["/r/c//b", ["2", "3"]],
    ["$.r.c.b", ["3"]],
    ["$.r.c[*].b", ["3"]],
    ["/b", []],
    ["/r/a/b/x", []],
  ] as const) {
    it(`follows the path ${path}`, async () => {
      const found = await parse(utf8("<r><a><b>1</b></a><c><d><b>2</b></d><b>3</b></c></r>"), path);
      assert.deepEqual(
        found,
        expected.map((b) => ({ b })),
      );
    });
  }

  it("does not split an element inside one that is a document already", async () => {
    assert.deepEqual(await parse(utf8("<a><a>1</a></a>"), "//a"), [{ a: { a: "1" } }]);
  });

  it("takes the names of JavaScript's own as names", async () => {
    const [document] = await parse(
      utf8('<__proto__ constructor="1"><toString/><toString/></__proto__>'),
    );
    assert.deepEqual(
      JSON.stringify(document),
      '{"__proto__":{"@constructor":"1","toString":[null,null]}}',
    );
  });

  for (const [name, bytes] of [
    [
      "Latin-1 by declaration",
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', "latin1"),
    ],
    ["UTF-16 by its mark", Buffer.from("\ufeff<a>é</a>", "utf16le")],
    [
      "UTF-16 by its first bytes",
      Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>é</a>', "utf16le"),
    ],
    ["UTF-8 by its mark", Buffer.from("\ufeff<a>é</a>", "utf8")],
  ] as const) {
    it(`decodes ${name}, also byte by byte`, async () => {
      assert.deepEqual(await parse(bytes), [{ a: "é" }]);
      assert.deepEqual(await parse([...bytes].map((byte) => Uint8Array.of(byte))), [{ a: "é" }]);
    });
  }

  const entities = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
  ).join("");
  const hostile: readonly [string, string, Partial<Limits>, RegExp, RegExp][] = [
    ["nothing", "", {}, /line 1/, /must contain a root element/],
    ["text without an element", "hello", {}, /line 1, column/, /text data outside of root/],
    ["a tag that is not closed", "<a><b></a>", {}, /line 1, column 10/, /unexpected close tag/],
    ["a text cut short", "<a>\n<b>x</b>", {}, /line 2/, /unclosed tag: a/],
    ["a tag cut short", "<a><b x='1", {}, /line 1/, /unclosed tag|unexpected end/],
    ["two roots", "<a/><b/>", {}, /line 1, column/, /only one root/],
    ["an attribute twice", "<a x='1' x='2'/>", {}, /line 1/, /duplicate attribute/],
    ["a bare ampersand", "<a>R & D</a>", {}, /line 1/, /unclosed tag: a/],
    [
      "a bare ampersand before a semicolon",
      "<a>R & D; x</a>",
      {},
      /line 1/,
      /disallowed character in entity name/,
    ],
    ["a control character", "<a>\u0001</a>", {}, /line 1/, /disallowed character/],
    [
      "an entity bomb",
      `<!DOCTYPE a [<!ENTITY l0 "lol">${entities}]><a>&l9;</a>`,
      {},
      /line 1/,
      /undefined entity/,
    ],
    [
      "an entity from outside",
      '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/">]><a>&x;</a>',
      {},
      /line 1/,
      /undefined entity/,
    ],
    [
      "deep nesting",
      "<a>".repeat(100_000),
      {},
      /line 1/,
      /at most 500 elements inside each other \(xmlDepthMax\)/,
    ],
    [
      "a long text",
      `<a>${"x".repeat(200_000)}</a>`,
      { xmlDocumentLengthMax: 100_000 },
      /too large/,
      /xmlDocumentLengthMax/,
    ],
    [
      "a long comment",
      `<a><!--${"x".repeat(200_000)}--></a>`,
      { xmlDocumentLengthMax: 100_000 },
      /too large/,
      /xmlDocumentLengthMax/,
    ],
    [
      "a document of many small parts",
      `<a>${"<b/>".repeat(50_000)}</a>`,
      { xmlDocumentLengthMax: 100_000 },
      /too large/,
      /xmlDocumentLengthMax/,
    ],
    [
      "an unknown encoding",
      '<?xml version="1.0" encoding="EBCDIC-7"?><a/>',
      {},
      /Unknown character set "EBCDIC-7"/,
      /Expected one of/,
    ],
    ["binary", "PK\u0003\u0004\u0000", {}, /line 1/, /disallowed character|text data outside/],
  ];
  for (const [title, text, limits, error, reason] of hostile) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(parse(utf8(text), "", limits), (failure: unknown) => {
        assert.ok(failure instanceof SnapFailure, String(failure));
        assert.match(failure.message, error);
        assert.match(failure.reason, reason);
        assert.notEqual(failure.resolution, "");
        return true;
      });
    });
  }

  for (const path of ["/", "//", "/a/", "/a/b[1]", "/a/@id", "$", "/a/text()"]) {
    it(`refuses the path ${path}`, () => {
      assert.throws(() => parseXmlPath(path), /`SplitterExpression` cannot be read/);
    });
  }
});
